-- Two claims of different articles on one event: same day, nothing contradicts, and enough agrees. Where province and
-- kind are the same, that is two people in both articles, or one person and no other host in the same language, or the
-- same host or count. Where one leaves province or kind open, or calls the province by its name before or after the
-- merger, two people, or one and the same count. Where the kinds differ, two people and the same count, and no other
-- event in either.
with claims as (
    select
        claim.claim_id,
        claim.article_id,
        claim.date,
        claim.kind,
        claim.level,
        claim.delegates,
        coalesce(claim.delegates_qualifier, 'exact') as delegates_qualifier,
        article.lang,
        {{ fold('claim.province') }} as province,
        coalesce(successor.province_now, {{ fold('coalesce(renamed.name, claim.province)') }}) as territory,
        {{ event_area('claim') }} as area,
        {{ fold('claim.district') }} as district,
        {{ fold('claim.commune') }} as commune,
        {{ fold('claim.host') }} as host,
        count(*) over (partition by claim.article_id) as n_in_article
    from {{ touched(ref('stg_lake__conference_claims')) }} as claim
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ ref('int_province_successors') }} as successor on {{ fold('claim.province') }} = successor.province
    left join {{ ref('int_province_names') }} as renamed on {{ fold('claim.province') }} = renamed.earlier_name_latin
),

people as (
    select
        article_id,
        {{ sorted_list(fold('coalesce(name_latin, name)')) }} as names
    from {{ touched(ref('stg_lake__person_claims')) }}
    where part <> 'author'
    group by article_id
),

guests as (
    select
        claims.claim_id,
        claims.article_id,
        claims.date,
        unnest(people.names) as name
    from claims
    inner join people on claims.article_id = people.article_id
    where length(claims.date) = 10
),

found as (
    select
        mine.claim_id,
        other.claim_id as other_claim_id
    from claims as mine
    inner join claims as other
        on
            mine.date = other.date
            and mine.area = other.area
            and mine.kind = other.kind
            and mine.article_id < other.article_id
    where length(mine.date) = 10

    union

    select
        mine.claim_id,
        other.claim_id as other_claim_id
    from guests as mine
    inner join guests as other
        on mine.date = other.date and mine.name = other.name and mine.article_id < other.article_id
),

pairs as (
    select
        mine.claim_id,
        mine.article_id,
        other.claim_id as other_claim_id,
        other.article_id as other_article_id,
        mine.province,
        other.province as other_province,
        nullif(concat_ws(' ', mine.district, mine.commune), '') as place,
        nullif(concat_ws(' ', other.district, other.commune), '') as other_place,
        mine.n_in_article = 1 and other.n_in_article = 1 as is_only_event,
        coalesce(mine.area = other.area, false) as is_same_area,
        mine.kind = other.kind as is_same_kind,
        coalesce(mine.lang = other.lang and mine.host = other.host, false) as is_same_host,
        coalesce(
            mine.lang = other.lang
            and not contains(mine.host, other.host) and not contains(other.host, mine.host), false
        ) as is_other_host,
        coalesce(mine.delegates = other.delegates, false) as is_same_count,
        coalesce({{ counts_contradict(
            'mine.delegates', 'mine.delegates_qualifier', 'other.delegates', 'other.delegates_qualifier'
        ) }}, false) as is_other_count
    from found
    inner join claims as mine on found.claim_id = mine.claim_id
    inner join claims as other on found.other_claim_id = other.claim_id
    where
        coalesce(mine.level = other.level, true)
        and coalesce(mine.territory = other.territory, true)
        and coalesce(mine.district = other.district, true)
        and coalesce(mine.commune = other.commune, true)
),

-- Looked up pair by pair: a name is borne by thousands of articles, two articles have a handful of names.
acquainted as (
    select
        pairs.*,
        coalesce({{ n_in_both('mine.names', 'other.names') }}, 0) as n_people
    from pairs
    left join people as mine on pairs.article_id = mine.article_id
    left join people as other on pairs.other_article_id = other.article_id
)

select
    claim_id,
    article_id,
    other_claim_id,
    other_article_id,
    province,
    other_province,
    place,
    other_place,
    is_only_event
from acquainted
where
    case
        when is_same_area and is_same_kind
            then n_people >= 2 or (
                    not is_other_count and not is_other_host and (n_people = 1 or is_same_host or is_same_count)
                )
        when coalesce(is_same_kind, true)
            then (n_people >= 2 and not is_other_count) or (n_people = 1 and is_same_count)
        else is_same_area and is_only_event and n_people >= 2 and is_same_count
    end
