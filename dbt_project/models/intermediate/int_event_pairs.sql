-- Two claims of different articles on one event: nothing contradicts, and enough agrees. What agrees are people, host,
-- the number of delegates, and other figures (models counted, awards given). Also those that another host tells apart:
-- what joins one of them must not join the other.
-- * Same day, area and kind: two people; a person with a number or figure; one award, unless its numbers are round; or
--   one of the others, unless the host or the number is another; or the commune. Those who sign are two, each with
--   itself for the host: a person in common is enough where one article names no other, and so is that both sentences
--   name both.
-- * Same day and area, and two levels: a visit, which visitors and visited tell, or what one tells of the commune that
--   the other names.
-- * Province or kind left open, or the province told by its name before or after the merger: two people, one with a
--   number, figure or the host in common, or two figures (one where the district is the same).
-- * Another kind, and no other event in either article: two people with a number in common, or where one event is
--   easily called both; or one with a figure in common; or the host with either, where it is easily called both.
-- * Another day, or none, but one award with the same collectives and individuals: people, host or number. A day is
--   misprinted, or left out of a translation.
-- * No day in one of two reports of one week: a person, and number or figure, or for a kind of event that is rare the
--   host or the place. No day, and a number of delegates that is no round one: that.
-- * A contest that one report opens and another closes within three days: a person.
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

counted as (
    select
        event.claim_id,
        event.article_id,
        event.date,
        told.figure
    from {{ ref('int_event_claims') }} as event
    inner join {{ ref('int_article_figures') }} as told on event.article_id = told.article_id
    where length(event.date) = 10
),

-- Of two days within five of each other one's stretch of six days is the other's or the next to it.
recent as (
    select
        event.claim_id,
        event.article_id,
        event.date,
        event.kind,
        event.area,
        event.published_on,
        {{ days_since_2000('event.published_on') }} // 6 as stretch,
        unnest(people.names) as name
    from {{ ref('int_event_claims') }} as event
    inner join people on event.article_id = people.article_id
    where event.kind not in ('meeting', 'other')
),

near_in_time as (
    select
        case when mine.article_id < other.article_id then mine.claim_id else other.claim_id end as claim_id,
        case when mine.article_id < other.article_id then other.claim_id else mine.claim_id end as other_claim_id
    from (
        select
            *,
            {{ first_ones('[stretch - 1, stretch, stretch + 1]', 3) }} as near_stretch
        from recent
        where coalesce(length(date), 0) < 10 or kind = 'contest'
    ) as mine
    inner join recent as other
        on
            mine.area = other.area
            and mine.kind = other.kind
            and mine.name = other.name
            and mine.near_stretch = other.stretch
            and mine.article_id <> other.article_id
    where abs(mine.published_on - other.published_on) <= 5
),

-- 203 delegates are not counted twice; 200 are.
attended as (
    select *
    from {{ ref('int_event_claims') }}
    where {{ is_telling_number('delegates', 'delegates_qualifier') }}
),

found as (
    select
        mine.claim_id,
        other.claim_id as other_claim_id,
        false as is_same_award,
        false as is_telling_award
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
        other.claim_id as other_claim_id,
        false as is_same_award,
        false as is_telling_award
    from guests as mine
    inner join guests as other
        on mine.date = other.date and mine.name = other.name and mine.article_id < other.article_id

    union

    select
        mine.claim_id,
        other.claim_id as other_claim_id,
        false as is_same_award,
        false as is_telling_award
    from counted as mine
    inner join counted as other
        on
            mine.date = other.date and mine.figure = other.figure and mine.article_id < other.article_id

    union

    select
        claim_id,
        other_claim_id,
        false as is_same_award,
        false as is_telling_award
    from near_in_time

    union

    select
        mine.claim_id,
        other.claim_id as other_claim_id,
        false as is_same_award,
        false as is_telling_award
    from attended as mine
    inner join attended as other
        on
            mine.area = other.area
            and mine.kind = other.kind
            and mine.delegates = other.delegates
            and mine.article_id < other.article_id
    where coalesce(abs(mine.published_on - other.published_on) <= 14, true)

    union

    select
        mine.claim_id,
        other.claim_id as other_claim_id,
        true as is_same_award,
        mine.collectives % 5 <> 0 or mine.individuals % 5 <> 0 as is_telling_award
    from awards as mine
    inner join awards as other
        on
            mine.area = other.area
            and mine.collectives = other.collectives
            and mine.individuals = other.individuals
            and mine.article_id < other.article_id
    where abs(mine.published_on - other.published_on) <= 14
),

named as (
    select
        *,
        ' ' || coalesce(sentence, '') || ' ' as words,
        contains(sentence, 'khai mac') as is_opened,
        contains(sentence, 'be mac') as is_closed,
        {{ host_without_place('host', 'place') }} as host_alone,
        nullif(regexp_extract(host, '(^| )(\d+)( |$)', 2), '') as host_number
    from {{ ref('int_event_claims') }}
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
        mine.kind,
        mine.date,
        other.date as other_date,
        mine.n_in_article = 1 and other.n_in_article = 1 as is_only_event,
        found.is_same_award,
        found.is_telling_award,
        coalesce(
            mine.kind = 'contest' and other.kind = 'contest'
            and case
                when mine.date <= other.date then mine.is_opened and other.is_closed
                else mine.is_closed and other.is_opened
            end, false
        ) as are_first_and_last_day,
        coalesce(mine.level <> other.level, false) as is_other_level,
        coalesce(mine.place = other.place, false) as is_same_place,
        coalesce(mine.commune = other.commune, false) as is_same_commune,
        coalesce(contains(mine.words, ' ' || other.commune || ' '), false)
        or coalesce(contains(other.words, ' ' || mine.commune || ' '), false) as is_in_that_commune,
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
        )
        -- Brigade 293 is that in every language.
        or coalesce(
            mine.lang <> other.lang and mine.host_number = other.host_number, false
        ) as is_same_host,
        -- Those who hold it together, or sign, or visit and are visited: each report puts another of them first.
        coalesce(
            mine.lang = other.lang and contains(mine.words, ' ' || other.host_alone || ' ')
            and contains(other.words, ' ' || mine.host_alone || ' '), false
        ) as are_both_in_both,
        coalesce(
            case
                when mine.host_body = other.host_body then false
                when mine.lang = other.lang
                    then
                        not contains(mine.host, other.host) and not contains(other.host, mine.host)
                        and not contains(mine.words, ' ' || other.host_alone || ' ')
                        and not contains(other.words, ' ' || mine.host_alone || ' ')
                -- A translation may name the party's committee for a body of it.
                else
                    mine.host_body <> other.host_body
                    and mine.host_body <> 'party committee' and other.host_body <> 'party committee'
            end, false
        ) as is_other_host,
        mine.host is null as is_host_open,
        other.host is null as is_other_host_open,
        coalesce(mine.delegates = other.delegates, false) as is_same_count,
        coalesce(
            mine.delegates = other.delegates
            and {{ is_telling_number('mine.delegates', 'mine.delegates_qualifier') }}, false
        ) as is_telling_count,
        coalesce({{ counts_contradict(
            'mine.delegates', 'mine.delegates_qualifier', 'other.delegates', 'other.delegates_qualifier'
        ) }}, false) as is_other_count
    from (
        select
            claim_id,
            other_claim_id,
            bool_or(is_same_award) as is_same_award,
            bool_or(is_telling_award) as is_telling_award
        from found
        group by claim_id, other_claim_id
    ) as found
    inner join named as mine on found.claim_id = mine.claim_id
    inner join named as other on found.other_claim_id = other.claim_id
    where
        (
            coalesce(mine.level = other.level, true)
            or (mine.kind in ('meeting', 'other') and mine.place is not distinct from other.place)
            or contains(mine.words, ' ' || other.commune || ' ') or contains(other.words, ' ' || mine.commune || ' ')
        )
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
                        when is_same_award and is_day_open then n_people >= 1 or is_same_host or is_same_count
                        when is_same_award and n_days_between <= 2
                            then n_people >= 2 or (n_people = 1 and is_same_count)
                        when is_day_open and is_same_area and is_telling_count then true
                        when are_first_and_last_day and n_days_between <= 3 then n_people >= 1 and is_same_area
                        when is_day_open
                            then
                                n_people >= 1 and is_same_area
                                and (
                                    is_same_count or n_figures >= 1
                                    or ({{ is_rare_kind('kind') }} and (is_same_host or is_same_place))
                                )
                        else false
                    end
            when is_other_level
                then
                    is_same_area and is_same_kind and not is_other_count and n_people >= 1
                    and (n_people >= 2 or are_both_in_both or is_in_that_commune or is_same_count or n_figures >= 1)
            when is_same_area and is_same_kind
                then n_people >= 2 or (n_people = 1 and is_same_count) or (is_telling_award and not is_other_count) or (
                        not is_other_count
                        and case
                            when is_signing and n_people = 1 then are_all_there or is_same_host
                            when is_other_host then n_people = 1 and n_figures >= 1
                            else
                                n_people = 1 or is_same_host or are_both_in_both or is_same_count or n_figures >= 1
                                or is_same_commune
                        end
                    )
            when coalesce(is_same_kind, true)
                then
                    (n_people >= 2 and not is_other_count)
                    or (n_people = 1 and (is_same_count or ((n_figures >= 1 or is_same_host) and not is_other_count)))
                    or (
                        n_figures >= (case when is_same_place then 1 else 2 end)
                        and not is_other_host and not is_other_count
                    )
            else
                is_same_area and is_only_event
                and (
                    (n_people >= 2 and (is_same_count or (is_akin and not is_other_host and not is_other_count)))
                    or (n_people >= 1 and n_figures >= 1 and not is_other_host and not is_other_count)
                    or (is_akin and is_same_host and not is_other_count and (n_people >= 1 or n_figures >= 1))
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
    date,
    other_date,
    is_host_open,
    is_other_host_open,
    n_people,
    is_only_event,
    is_one_event
from judged
where is_one_event or (is_same_day and is_same_area and is_same_kind and is_other_host)
