{{ config(
    materialized='incremental',
    meta={'forget_by': 'counted_year', 'forget_in': 'intermediate.int_retold_years'}
) }}

-- Counts overlap: a part of another, half a year of the year, a district's of its province's. One count stands for a
-- unit, year and status, and one level of units for a province. Of units that share a name each is counted; a name that
-- leaves open which is meant adds none.
with placed as (
    select
        place.province_admin_unit_key,
        place.province_then,
        place.province_now,
        place.counted_year,
        place.counted_on,
        model.status,
        model.level,
        case when model.level in ('district', 'commune') then model.unit end as unit,
        model.model_key,
        model.model_count,
        model.count_qualifier,
        model.is_contested as is_told_contested,
        model.period,
        case when coalesce(model.count_qualifier, 'exact') = 'exact' then model.model_count end as exact_count,
        province.is_current as is_present_province,
        case model.level when 'province' then 1 when 'district' then 2 when 'commune' then 3 end as level_rank,
        case when model.level in ('district', 'commune') then {{ fold('model.unit') }} end as unit_latin,
        case when model.level in ('district', 'commune') then place.admin_unit_key end as placed_unit_key,
        model.part_of_model_key is null as is_whole,
        coalesce(model.period = cast(place.counted_year as varchar), true) as is_of_whole_year,
        model.first_reported_at,
        model.first_source_id
    from {{ ref('fct_models') }} as model
    inner join {{ within(ref('bridge_fact_place'), 'int_retold_years', 'counted_year') }} as place
        on model.model_key = place.fact_key
    inner join {{ ref('dim_admin_unit') }} as province on place.province_admin_unit_key = province.admin_unit_key
    -- A count of several years is of none of them; one that no article dates is of no year.
    where
        place.counted_year is not null
        and model.level in ('province', 'district', 'commune')
        and model.status is not null
        and (model.level = 'province' or model.unit is not null)
        and (model.period is null or place.counted_by = 'period')
),

units as (
    select
        *,
        coalesce(
            placed_unit_key,
            min(placed_unit_key) over (partition by province_admin_unit_key, counted_year, status, level, unit_latin)
        ) as admin_unit_key
    from placed
),

identified as (
    select
        *,
        coalesce(admin_unit_key, unit_latin) as unit_id
    from units
),

counts as (
    select
        *,
        row_number() over (
            partition by province_admin_unit_key, counted_year, status, level, unit_id
            order by
                is_whole desc, is_of_whole_year desc, first_reported_at desc nulls last, model_count desc, model_key asc
        ) as count_rank,
        count(*) over (
            partition by province_admin_unit_key, counted_year, status, level, unit_id
        ) as n_counts,
        min(exact_count) over one_period < max(exact_count) over one_period as is_told_otherwise
    from identified
    window one_period as (partition by province_admin_unit_key, counted_year, status, level, unit_id, period, is_whole)
),

standing as (
    select
        *,
        -- Two whole counts of one unit and period that differ contradict each other, whatever stories tell them.
        is_told_contested or coalesce(is_told_otherwise and is_whole and period is not null, false) as is_contested,
        level_rank = min(level_rank) over (partition by province_admin_unit_key, counted_year, status)
            as counts_for_province,
        bool_or(is_present_province and level = 'province') over (partition by province_now, counted_year, status)
            as is_counted_by_present_province,
        bool_or(not is_present_province) over (partition by province_now, counted_year, status)
            as is_counted_by_former_province,
        case when status = 'completed' then
                max(case when status = 'registered' then model_count end)
                    over (partition by province_admin_unit_key, counted_year, level, unit_id)
        end as registered_count
    from counts
    where count_rank = 1
)

select
    {{ hash_key('model count', ['province_admin_unit_key', 'counted_year', 'status', 'level', 'unit_id']) }}
        as model_count_key,
    province_admin_unit_key,
    province_then,
    province_now,
    counted_year,
    counted_on,
    status,
    level,
    unit,
    admin_unit_key,
    model_key,
    model_count,
    count_qualifier,
    is_contested,
    n_counts,
    first_source_id,
    counts_for_province,
    counts_for_province and case
        when is_counted_by_present_province then is_present_province
        when is_counted_by_former_province then not is_present_province
        else true
    end as counts_for_province_now,
    registered_count,
    -- A district's models completed are no share of those that its province registered.
    coalesce(
        registered_count is not null and level_rank = min(case when registered_count is not null then level_rank end)
            over (partition by province_admin_unit_key, counted_year), false
    ) as counts_for_completion
from standing
order by model_count_key
