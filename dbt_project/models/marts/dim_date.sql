-- Twenty-first-century days up to 2040, and further where an event lies further.
with days as (
    select event_on as day
    from {{ ref('int_conferences') }}
    where event_on is not null
),

span as (
    select
        least(date '2000-01-01', coalesce(min(day), date '2000-01-01')) as first_day,
        greatest(date '2040-12-31', coalesce(max(day), date '2040-12-31')) as last_day
    from days
),

calendar as (
    select cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as day
    from span
)

select
    day,
    cast(extract(year from day) as integer) as year,
    cast(extract(quarter from day) as integer) as quarter,
    cast(extract(month from day) as integer) as month,
    cast(extract(day from day) as integer) as day_of_month,
    cast(extract(isodow from day) as integer) as day_of_week,
    strftime(day, '%Y-%m') as year_month,
    day >= date '2025-07-01' as is_after_reform
from calendar
order by day
