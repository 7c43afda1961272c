{{ comes_after('int_retold_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
) }}

with chosen as (
    {{ believed_values(
        'conference',
        {
            'stated_date': 'date',
            'kind': 'kind',
            'level': 'level',
            'province': 'province',
            'district': 'district',
            'commune': 'commune',
            'host': 'host',
            'delegates': 'delegates',
            'delegates_qualifier': 'delegates_qualifier',
        },
        told_by={'host_claim_id': 'host'}
    ) }}
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
