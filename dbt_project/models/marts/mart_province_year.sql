{{ config(
    materialized='incremental',
    meta={'forget_by': 'counted_year', 'forget_in': 'intermediate.int_retold_years'}
) }}

with events as (
    select
        place.province_admin_unit_key,
        place.counted_year,
        count(*) as n_conferences,
        sum(event.delegates) as n_delegates,
        count(event.delegates) as n_conferences_with_delegates
    from {{ ref('fct_conferences') }} as event
    inner join {{ within(ref('bridge_fact_place'), 'int_retold_years', 'counted_year') }} as place
        on event.conference_key = place.fact_key
    group by place.province_admin_unit_key, place.counted_year
),

models as (
    select
        province_admin_unit_key,
        counted_year,
        {{ models_by_status() }}
    from {{ within(ref('mart_model_counts'), 'int_retold_years', 'counted_year') }}
    where counts_for_province
    group by province_admin_unit_key, counted_year
),

awards as (
    select
        place.province_admin_unit_key,
        place.counted_year,
        count(*) as n_awards,
        sum(award.collectives) as collectives_awarded,
        sum(award.individuals) as individuals_awarded
    from {{ ref('fct_awards') }} as award
    inner join {{ within(ref('bridge_fact_place'), 'int_retold_years', 'counted_year') }} as place
        on award.award_key = place.fact_key
    where award.part_of_award_key is null
    group by place.province_admin_unit_key, place.counted_year
),

years as (
    select distinct
        province_admin_unit_key,
        counted_year
    from {{ within(ref('bridge_fact_place'), 'int_retold_years', 'counted_year') }}
    where province_admin_unit_key is not null and counted_year is not null
)

select
    {{ hash_key('province year', ['years.province_admin_unit_key', 'years.counted_year']) }} as province_year_key,
    years.province_admin_unit_key,
    province.name as province_then,
    province.province_now,
    years.counted_year,
    coalesce(events.n_conferences, 0) as n_conferences,
    cast(events.n_delegates as bigint) as n_delegates,
    coalesce(events.n_conferences_with_delegates, 0) as n_conferences_with_delegates,
    cast(models.models_registered as bigint) as models_registered,
    cast(models.models_built as bigint) as models_built,
    cast(models.models_recognised as bigint) as models_recognised,
    cast(models.models_completed as bigint) as models_completed,
    cast(models.models_replicated as bigint) as models_replicated,
    coalesce(awards.n_awards, 0) as n_awards,
    cast(awards.collectives_awarded as bigint) as collectives_awarded,
    cast(awards.individuals_awarded as bigint) as individuals_awarded
from years
inner join {{ ref('dim_admin_unit') }} as province on years.province_admin_unit_key = province.admin_unit_key
left join events
    on years.province_admin_unit_key = events.province_admin_unit_key and years.counted_year = events.counted_year
left join models
    on years.province_admin_unit_key = models.province_admin_unit_key and years.counted_year = models.counted_year
left join awards
    on years.province_admin_unit_key = awards.province_admin_unit_key and years.counted_year = awards.counted_year
order by province_year_key
