-- The claims of one story that are one event. As many events as the article that tells most of them: where no article
-- tells two, all claims are one event, and where they differ they contradict each other.
with claims as (
    select
        claim.claim_id,
        claim.article_id,
        story.story_key,
        claim.kind,
        claim.date,
        coalesce(claim.date, '') as day,
        coalesce({{ fold('claim.province') }}, '') as province,
        coalesce({{ fold('claim.district') }}, '') as district,
        coalesce({{ fold('claim.commune') }}, '') as commune
    from {{ touched(ref('stg_lake__conference_claims')) }} as claim
    inner join {{ touched(ref('int_article_stories')) }} as story on claim.article_id = story.article_id
),

counted as (
    select
        *,
        count(*) over (partition by article_id) as n_in_article,
        count(*) over (partition by article_id, kind) as n_of_kind_in_article,
        max_by(day, length(day)) over (partition by story_key) as longest_day,
        -- What a claim says of when and where, as one comparable text.
        concat_ws('|', day, province, district, commune) as place_and_day,
        length(day) + case when province = '' then 0 else 10 end
        + case when district = '' then 0 else 10 end + case when commune = '' then 0 else 10 end as precision
    from claims
),

per_story as (
    select
        story_key,
        max(n_in_article) = 1 and (count(distinct kind) = 1 or bool_and(starts_with(longest_day, day))) as is_one_event
    from counted
    group by story_key
),

per_kind as (
    select
        story_key,
        kind,
        max(n_of_kind_in_article) = 1 as is_one_event_of_kind
    from counted
    group by story_key, kind
),

-- A vaguer claim is taken for the most told of the more precise ones that it agrees with, unless its own article
-- tells them apart.
precise as (
    select
        story_key,
        kind,
        place_and_day,
        any_value(day) as day,
        any_value(province) as province,
        any_value(district) as district,
        any_value(commune) as commune,
        any_value(precision) as precision,
        count(*) as n_claims,
        list(article_id) as article_ids
    from counted
    group by story_key, kind, place_and_day
),

nearest as (
    select
        vague.claim_id,
        row_number() over (
            partition by vague.claim_id
            order by precise.n_claims desc, precise.precision desc, precise.place_and_day asc
        ) as choice,
        precise.place_and_day
    from counted as vague
    inner join precise
        on
            vague.story_key = precise.story_key
            and vague.kind = precise.kind
            and starts_with(precise.day, vague.day)
            and vague.province in ('', precise.province)
            and vague.district in ('', precise.district)
            and vague.commune in ('', precise.commune)
            and vague.precision < precise.precision
            and not list_contains(precise.article_ids, vague.article_id)
)

select
    counted.claim_id,
    counted.article_id,
    counted.story_key,
    case
        when per_story.is_one_event then {{ hash_key('event', ['counted.story_key']) }}
        when per_kind.is_one_event_of_kind then {{ hash_key('event', ['counted.story_key', 'counted.kind']) }}
        else {{ hash_key('event', [
            'counted.story_key', 'counted.kind', 'coalesce(nearest.place_and_day, counted.place_and_day)'
        ]) }}
    end as group_id
from counted
inner join per_story on counted.story_key = per_story.story_key
inner join per_kind on counted.story_key = per_kind.story_key and counted.kind is not distinct from per_kind.kind
left join nearest on counted.claim_id = nearest.claim_id and nearest.choice = 1
