{{ comes_after('int_touched_years') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'fact_key', 'forget_in': 'intermediate.int_retold_facts'}
) }}

-- The day a fact is counted on, and the place its names meant on the day they were written (of a count, in its period
-- where they meant none then). Where the unit itself is not certain, its province may be; where no day is known, the
-- present province.
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
                when coalesce(left(cast({{ day_in_vietnam('first_reported_at') }} as varchar), 4) = event_date, true)
                    then {{ day_in_vietnam('first_reported_at') }}
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
        coalesce(dated.counted_on, {{ day_in_vietnam('award.first_reported_at') }}) as counted_on,
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
        {{ day_in_vietnam('first_reported_at') }} as reported_on,
        {{ single_year('period') }} as period_year,
        coalesce(level <> 'province', true) as may_be_of_successor
    from {{ touched(ref('fct_models'), 'int_retold_models', 'model_key') }}
),

facts as (
    select
        *,
        counted_on as named_on,
        cast(null as date) as period_began_on,
        true as may_be_of_successor
    from dated

    union all

    select
        *,
        counted_on as named_on,
        cast(null as date) as period_began_on,
        true as may_be_of_successor
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
        reported_on as named_on,
        make_date(period_year, 1, 1) as period_began_on,
        may_be_of_successor
    from models
),

named as (
    select
        fact_key,
        {{ fold('province') }} as province_latin,
        named_on as as_of,
        may_be_of_successor,
        1 as attempt
    from facts

    union all

    select
        fact_key,
        {{ fold('province') }} as province_latin,
        period_began_on as as_of,
        may_be_of_successor,
        2 as attempt
    from facts
    where period_began_on is not null
),

understood as (
    select
        named.fact_key,
        min_by(meant.admin_unit_key, case when meant.is_after_its_end then 3 else named.attempt end) as admin_unit_key
    from named
    inner join {{ ref('int_province_meanings') }} as meant
        on
            named.province_latin = meant.name_latin
            and named.as_of >= coalesce(meant.meant_from, date '0001-01-01')
            and named.as_of <= coalesce(meant.meant_to, date '9999-12-31')
            and (named.may_be_of_successor or not meant.is_after_its_end)
    group by named.fact_key
),

placed as (
    select
        facts.*,
        coalesce(unit.province_admin_unit_key, understood.admin_unit_key) as province_admin_unit_key
    from facts
    left join {{ ref('dim_admin_unit') }} as unit on facts.admin_unit_key = unit.admin_unit_key
    left join understood on facts.fact_key = understood.fact_key
),

-- A province's name leads to one present province, whatever the day.
territories as (
    select
        meant.name_latin,
        min(province.province_now) as province_now
    from {{ ref('int_province_meanings') }} as meant
    inner join {{ ref('dim_admin_unit') }} as province on meant.admin_unit_key = province.admin_unit_key
    group by meant.name_latin
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
    coalesce(province.province_now, territory.province_now) as province_now
from placed
left join {{ ref('dim_admin_unit') }} as province on placed.province_admin_unit_key = province.admin_unit_key
left join territories as territory on {{ fold('placed.province') }} = territory.name_latin
order by placed.fact_key
