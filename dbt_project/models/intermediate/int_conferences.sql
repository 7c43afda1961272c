{{ comes_after('int_touched_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_touched_stories'}
) }}

with chosen as (
    select
        fact_id,
        min(story_key) as story_key,
        min(claim_id) as first_claim_id,
        {{ first_stated('date', 'fill_rank') }} as stated_date,
        {{ first_stated('kind', 'fill_rank') }} as kind,
        {{ first_stated('level', 'fill_rank') }} as level,
        {{ first_stated('province', 'fill_rank') }} as province,
        {{ first_stated('district', 'fill_rank') }} as district,
        {{ first_stated('commune', 'fill_rank') }} as commune,
        {{ first_stated('host', 'fill_rank') }} as host,
        min_by(claim_id, fill_rank) filter (where host is not null) as host_claim_id,
        {{ first_stated('delegates', 'fill_rank') }} as delegates,
        {{ first_stated('delegates_qualifier', 'fill_rank') }} as delegates_qualifier,
        bool_or(is_contested) as is_contested,
        any_value(resolution_rule) as resolution_rule
    from {{ touched(ref('int_conference_claims')) }}
    group by fact_id
),

-- The chosen date, told as precisely as any claim that agrees with it.
dated as (
    select
        chosen.fact_id,
        max_by(claim.date, length(claim.date) * 1000000 - claim.fill_rank) as event_date
    from chosen
    inner join {{ touched(ref('int_conference_claims')) }} as claim
        on chosen.fact_id = claim.fact_id and starts_with(claim.date, chosen.stated_date)
    group by chosen.fact_id
),

numbered as (
    select
        chosen.*,
        dated.event_date,
        row_number() over (
            partition by chosen.story_key, chosen.kind
            order by
                dated.event_date nulls last, chosen.province nulls last, chosen.district nulls last,
                chosen.commune nulls last, chosen.first_claim_id
        ) as number_in_story
    from chosen
    left join dated on chosen.fact_id = dated.fact_id
)

select
    {{ hash_key('conference', ['story_key', 'kind', 'number_in_story']) }} as conference_key,
    fact_id,
    story_key,
    event_date,
    case when length(event_date) = 10 then try_cast(event_date as date) end as event_on,
    case length(event_date) when 10 then 'day' when 7 then 'month' when 4 then 'year' end as event_date_precision,
    kind,
    level,
    province,
    district,
    commune,
    host,
    host_claim_id,
    delegates,
    delegates_qualifier,
    is_contested,
    resolution_rule
from numbered
