with events as (
    select
        conference_key,
        delegates
    from {{ ref('fct_conferences') }}
    where delegates is not null
),

months as (
    select
        place.province_now,
        place.fact_type,
        cast(date_trunc('month', place.counted_on) as date) as month_on,
        event.delegates
    from {{ ref('bridge_fact_place') }} as place
    left join events as event on place.fact_key = event.conference_key
    -- Of an event known by its year alone the month is not known.
    where place.counted_on is not null and place.counted_by <> 'year'
)

select
    {{ hash_key('monthly activity', ['month_on', 'province_now']) }} as monthly_activity_key,
    month_on,
    province_now,
    count(*) filter (where fact_type = 'conference') as n_conferences,
    cast(sum(delegates) as bigint) as n_delegates,
    count(*) filter (where fact_type = 'model') as n_model_counts,
    count(*) filter (where fact_type = 'award') as n_awards
from months
group by month_on, province_now
order by monthly_activity_key
