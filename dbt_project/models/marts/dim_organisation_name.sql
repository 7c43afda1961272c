{{ config(
    materialized='incremental',
    meta={'forget_by': 'organisation_key', 'forget_in': 'intermediate.int_retold_organisations'}
) }}

select
    {{ hash_key('organisation name', ['organisation_key', 'name']) }} as organisation_name_key,
    organisation_key,
    name,
    min(lang) as lang,
    min(published) as first_seen,
    max(published) as last_seen,
    count(*) filter (where is_first_of_name) as n_articles
from {{ within(ref('int_organisation_claims'), 'int_retold_organisations', 'organisation_key') }}
group by organisation_key, name
order by organisation_name_key
