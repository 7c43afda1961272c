{{ comes_after('int_touched_years') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'fact_key', 'forget_in': 'intermediate.int_retold_facts'}
) }}

-- The day a fact is counted on, and the place its names meant on the day they were written: where the unit itself is
-- not certain, its province may be.
with dated as (
    select
        conference_key as fact_key,
        'conference' as fact_type,
        story_key,
        admin_unit_key,
        province,
        coalesce(
            event_on,
            case when event_date_precision = 'month' then {{ first_day('event_date') }} end,
            case
                when coalesce(left(cast(first_reported_at as varchar), 4) = event_date, true)
                    then cast(first_reported_at as date)
            end,
            {{ first_day('event_date') }}
        ) as counted_on,
        coalesce(event_date_precision, 'report') as counted_by
    from {{ touched(ref('fct_conferences'), 'int_retold_stories', 'story_key') }}
),

awards as (
    select
        award.award_key as fact_key,
        'award' as fact_type,
        award.story_key,
        award.admin_unit_key,
        award.province,
        coalesce(dated.counted_on, cast(award.first_reported_at as date)) as counted_on,
        coalesce(dated.counted_by, 'report') as counted_by
    from {{ touched(ref('fct_awards'), 'int_retold_stories', 'story_key') }} as award
    left join dated on award.conference_key = dated.fact_key
),

models as (
    select
        model_key as fact_key,
        'model' as fact_type,
        story_key,
        admin_unit_key,
        case when level = 'province' then coalesce(province, unit) else province end as province,
        cast(first_reported_at as date) as reported_on,
        {{ single_year('period') }} as period_year
    from {{ touched(ref('fct_models'), 'int_retold_models', 'model_key') }}
),

facts as (
    select
        *,
        counted_on as named_on
    from dated

    union all

    select
        *,
        counted_on as named_on
    from awards

    union all

    select
        fact_key,
        fact_type,
        story_key,
        admin_unit_key,
        province,
        case
            when period_year is null or period_year = extract(year from reported_on) then reported_on
            else make_date(period_year, 12, 31)
        end as counted_on,
        case when period_year is null then 'report' else 'period' end as counted_by,
        reported_on as named_on
    from models
),

placed as (
    select
        facts.*,
        coalesce(unit.province_admin_unit_key, province.admin_unit_key) as province_admin_unit_key
    from facts
    left join {{ ref('dim_admin_unit') }} as unit on facts.admin_unit_key = unit.admin_unit_key
    left join {{ ref('dim_admin_unit') }} as province
        on
            province.level = 'province'
            and facts.province = province.name
            and coalesce(facts.named_on >= province.valid_from, true)
            and facts.named_on <= coalesce(province.valid_to, date '9999-12-31')
)

select
    placed.fact_key,
    placed.fact_type,
    placed.story_key,
    placed.counted_on,
    cast(extract(year from placed.counted_on) as integer) as counted_year,
    placed.counted_by,
    placed.admin_unit_key,
    placed.province_admin_unit_key,
    province.name as province_then,
    province.province_now
from placed
left join {{ ref('dim_admin_unit') }} as province on placed.province_admin_unit_key = province.admin_unit_key
order by placed.fact_key
