{{ config(
    materialized='incremental',
    meta={'forget_by': 'fact_key', 'forget_in': 'intermediate.int_changed_facts'}
) }}

with all_versions as (
    {{ versions_of_all() }}
),

versions as (
    select *
    from {{ within('all_versions', 'int_changed_facts', 'fact_key') }}
)

select
    fact_key,
    any_value(fact_type) as fact_type,
    count(*) as n_versions,
    min(published_from) as first_published_at,
    case
        when count(*) = count(published_to) then max(published_to)
        else max(published_from)
    end as last_changed_at,
    case when count(*) = count(published_to) then max(published_to) end as withdrawn_at,
    count(*) - count(published_to) as n_open_versions
from versions
group by fact_key
order by fact_key
