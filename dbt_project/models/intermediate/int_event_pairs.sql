-- Two claims of different articles on one event: same day, province and kind, nothing contradicts, and either two
-- people are in both articles, or one person and no other host in the same language, or the same host or count.
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
        {{ fold('claim.district') }} as district,
        {{ fold('claim.commune') }} as commune,
        {{ fold('claim.host') }} as host,
        count(*) over (partition by claim.article_id) as n_in_article
    from {{ touched(ref('stg_lake__conference_claims')) }} as claim
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
),

people as (
    select
        article_id,
        {{ sorted_list(fold('coalesce(name_latin, name)')) }} as names
    from {{ touched(ref('stg_lake__person_claims')) }}
    where part <> 'author'
    group by article_id
),

pairs as (
    select
        mine.claim_id,
        mine.article_id,
        other.claim_id as other_claim_id,
        other.article_id as other_article_id,
        nullif(concat_ws(' ', mine.district, mine.commune), '') as place,
        nullif(concat_ws(' ', other.district, other.commune), '') as other_place,
        mine.n_in_article = 1 and other.n_in_article = 1 as is_only_event,
        mine.lang = other.lang and mine.host = other.host as is_same_host,
        mine.lang = other.lang
        and not contains(mine.host, other.host) and not contains(other.host, mine.host) as is_other_host,
        mine.delegates = other.delegates as is_same_count,
        {{ counts_contradict(
            'mine.delegates', 'mine.delegates_qualifier', 'other.delegates', 'other.delegates_qualifier'
        ) }} as is_other_count
    from claims as mine
    inner join claims as other
        on
            mine.date = other.date
            and mine.province = other.province
            and mine.kind = other.kind
            and mine.article_id < other.article_id
    where
        length(mine.date) = 10
        and coalesce(mine.level = other.level, true)
        and coalesce(mine.district = other.district, true)
        and coalesce(mine.commune = other.commune, true)
),

-- Looked up pair by pair: a name is borne by thousands of articles, two articles have a handful of names.
acquainted as (
    select
        pairs.claim_id,
        pairs.other_claim_id,
        {{ n_in_both('mine.names', 'other.names') }} as n_people
    from pairs
    inner join people as mine on pairs.article_id = mine.article_id
    inner join people as other on pairs.other_article_id = other.article_id
)

select
    pairs.claim_id,
    pairs.article_id,
    pairs.other_claim_id,
    pairs.other_article_id,
    pairs.place,
    pairs.other_place,
    pairs.is_only_event
from pairs
left join acquainted
    on pairs.claim_id = acquainted.claim_id and pairs.other_claim_id = acquainted.other_claim_id
where
    coalesce(acquainted.n_people, 0) >= 2
    or (
        not coalesce(pairs.is_other_count, false)
        and not coalesce(pairs.is_other_host, false)
        and (
            coalesce(acquainted.n_people, 0) = 1
            or coalesce(pairs.is_same_host, false)
            or coalesce(pairs.is_same_count, false)
        )
    )
