{{ config(
    materialized='incremental',
    meta={'forget_by': 'counted_year', 'forget_in': 'intermediate.int_retold_years'}
) }}

with years as (
    select
        province_now,
        counted_year,
        {{ sorted_list('province_then') }} as provinces_then,
        sum(n_conferences) as n_conferences,
        sum(n_delegates) as n_delegates,
        sum(n_awards) as n_awards,
        sum(collectives_awarded) as collectives_awarded,
        sum(individuals_awarded) as individuals_awarded
    from {{ within(ref('mart_province_year'), 'int_retold_years', 'counted_year') }}
    group by province_now, counted_year
),

models as (
    select
        province_now,
        counted_year,
        {{ models_by_status() }}
    from {{ within(ref('mart_model_counts'), 'int_retold_years', 'counted_year') }}
    where counts_for_province_now
    group by province_now, counted_year
)

select
    {{ hash_key('territory year', ['years.province_now', 'years.counted_year']) }} as territory_year_key,
    years.province_now,
    years.counted_year,
    years.provinces_then,
    cast(years.n_conferences as bigint) as n_conferences,
    cast(years.n_delegates as bigint) as n_delegates,
    cast(models.models_registered as bigint) as models_registered,
    cast(models.models_built as bigint) as models_built,
    cast(models.models_recognised as bigint) as models_recognised,
    cast(models.models_completed as bigint) as models_completed,
    cast(models.models_replicated as bigint) as models_replicated,
    cast(years.n_awards as bigint) as n_awards,
    cast(years.collectives_awarded as bigint) as collectives_awarded,
    cast(years.individuals_awarded as bigint) as individuals_awarded
from years
left join models on years.province_now = models.province_now and years.counted_year = models.counted_year
order by territory_year_key
