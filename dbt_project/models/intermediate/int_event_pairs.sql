-- Two claims of different articles on one event: nothing contradicts, and enough agrees. What agrees are people, host,
-- the number of delegates, and other figures (models counted, awards given). Also those that another host tells apart:
-- what joins one of them must not join the other.
-- * Same day, area and kind: two people; or one of the others, unless the host or the number is another. Those who
--   sign are two, each with itself for the host: a person in common is enough where one article names no other.
-- * Province or kind left open, or the province told by its name before or after the merger: two people, or one with a
--   number in common.
-- * Another kind, and no other event in either article: two people with a number in common, or where one event is
--   easily called both; or one with a figure in common.
-- * Another day, or none, but one award with the same collectives and individuals: people, host or number. A day is
--   misprinted, or left out of a translation.
with people as (
    select
        article_id,
        {{ sorted_list(fold('coalesce(name_latin, name)')) }} as names
    from {{ touched(ref('stg_lake__person_claims')) }}
    where part <> 'author'
    group by article_id
),

figures as (
    select
        article_id,
        {{ sorted_list('figure') }} as figures
    from {{ ref('int_article_figures') }}
    group by article_id
),

guests as (
    select
        event.claim_id,
        event.article_id,
        event.date,
        unnest(people.names) as name
    from {{ ref('int_event_claims') }} as event
    inner join people on event.article_id = people.article_id
    where length(event.date) = 10
),

awards as (
    select
        event.claim_id,
        event.article_id,
        event.area,
        event.date,
        event.published_on,
        award.collectives,
        award.individuals
    from {{ ref('int_event_claims') }} as event
    inner join {{ touched(ref('stg_lake__award_claims')) }} as award on event.article_id = award.article_id
),

found as (
    select
        mine.claim_id,
        other.claim_id as other_claim_id
    from {{ ref('int_event_claims') }} as mine
    inner join {{ ref('int_event_claims') }} as other
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

    union

    select
        mine.claim_id,
        other.claim_id as other_claim_id
    from awards as mine
    inner join awards as other
        on
            mine.area = other.area
            and mine.collectives = other.collectives
            and mine.individuals = other.individuals
            and mine.article_id < other.article_id
    where abs(mine.published_on - other.published_on) <= 14
),

pairs as (
    select
        mine.claim_id,
        mine.article_id,
        other.claim_id as other_claim_id,
        other.article_id as other_article_id,
        mine.province,
        other.province as other_province,
        mine.place,
        other.place as other_place,
        mine.n_in_article = 1 and other.n_in_article = 1 as is_only_event,
        coalesce(mine.date = other.date and length(mine.date) = 10, false) as is_same_day,
        coalesce(
            starts_with(mine.date, coalesce(other.date, '')) or starts_with(other.date, coalesce(mine.date, '')), true
        ) as is_day_open,
        abs({{ first_day('mine.date') }} - {{ first_day('other.date') }}) as n_days_between,
        coalesce(mine.area = other.area or (mine.level = 'central' and other.level = 'central'), false) as is_same_area,
        mine.kind = other.kind as is_same_kind,
        -- One event is a review to one paper and a commendation to another; what these four are is plain.
        mine.kind not in ('training', 'seminar', 'contest', 'signing')
        and other.kind not in ('training', 'seminar', 'contest', 'signing') as is_akin,
        mine.kind = 'signing' and other.kind = 'signing' as is_signing,
        coalesce(mine.lang = other.lang and mine.host = other.host, false)
        or coalesce(
            mine.host_body = other.host_body
            and (
                (mine.level in ('province', 'central') and other.level in ('province', 'central'))
                or mine.place = other.place
            ), false
        ) as is_same_host,
        coalesce(
            case
                when mine.host_body = other.host_body then false
                when mine.lang = other.lang
                    then not contains(mine.host, other.host) and not contains(other.host, mine.host)
                -- A translation may name the party's committee for a body of it.
                else
                    mine.host_body <> other.host_body
                    and mine.host_body <> 'party committee' and other.host_body <> 'party committee'
            end, false
        ) as is_other_host,
        mine.host is null as is_host_open,
        other.host is null as is_other_host_open,
        coalesce(mine.delegates = other.delegates, false) as is_same_count,
        coalesce({{ counts_contradict(
            'mine.delegates', 'mine.delegates_qualifier', 'other.delegates', 'other.delegates_qualifier'
        ) }}, false) as is_other_count
    from found
    inner join {{ ref('int_event_claims') }} as mine on found.claim_id = mine.claim_id
    inner join {{ ref('int_event_claims') }} as other on found.other_claim_id = other.claim_id
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
        coalesce({{ n_in_both('mine.names', 'other.names') }}, 0) as n_people,
        coalesce(
            {{ n_in_both('mine.names', 'other.names') }} = least(len(mine.names), len(other.names)), false
        ) as are_all_there,
        coalesce({{ n_in_both('my_figures.figures', 'other_figures.figures') }}, 0) as n_figures
    from pairs
    left join people as mine on pairs.article_id = mine.article_id
    left join people as other on pairs.other_article_id = other.article_id
    left join figures as my_figures on pairs.article_id = my_figures.article_id
    left join figures as other_figures on pairs.other_article_id = other_figures.article_id
),

judged as (
    select
        *,
        case
            when not is_same_day
                then
                    is_only_event and coalesce(is_same_kind, true) and not is_other_host and not is_other_count
                    and case
                        when is_day_open then n_people >= 1 or is_same_host or is_same_count
                        when n_days_between <= 2 then n_people >= 2 or (n_people = 1 and is_same_count)
                        else false
                    end
            when is_same_area and is_same_kind
                then n_people >= 2 or (
                        not is_other_count
                        and case
                            when is_signing and n_people = 1 then are_all_there or is_same_host or is_same_count
                            when is_other_host then false
                            else n_people = 1 or is_same_host or is_same_count or n_figures >= 1
                        end
                    )
            when coalesce(is_same_kind, true)
                then
                    (n_people >= 2 and not is_other_count)
                    or (n_people = 1 and (is_same_count or (n_figures >= 1 and not is_other_count)))
            else
                is_same_area and is_only_event
                and (
                    (n_people >= 2 and (is_same_count or (is_akin and not is_other_host and not is_other_count)))
                    or (n_people >= 1 and n_figures >= 1 and not is_other_host and not is_other_count)
                )
        end as is_one_event
    from acquainted
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
    is_host_open,
    is_other_host_open,
    n_people,
    is_only_event,
    is_one_event
from judged
where is_one_event or (is_same_day and is_same_area and is_same_kind and is_other_host)
