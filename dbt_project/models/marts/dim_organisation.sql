{{ config(
    materialized='incremental',
    meta={'forget_by': 'organisation_key', 'forget_in': 'intermediate.int_retold_organisations'}
) }}

-- One pass over all claims on a body, to one row a name.
with names as (
    select
        organisation_key,
        name,
        is_original,
        count(*) as n_claims_told_so,
        count(*) filter (where is_first_of_organisation) as n_articles,
        {{ first_stated('body', 'claim_id') }} as body,
        {{ first_stated('level', 'claim_id') }} as level,
        {{ first_stated('province', 'claim_id') }} as province,
        {{ first_stated('district', 'claim_id') }} as district,
        {{ first_stated('commune', 'claim_id') }} as commune
    from {{ within(ref('int_organisation_claims'), 'int_retold_organisations', 'organisation_key') }}
    group by organisation_key, name, is_original
),

counted as (
    select
        *,
        sum(n_claims_told_so) over (partition by organisation_key, name) as n_claims
    from names
),

ranked as (
    select
        *,
        row_number() over (
            partition by organisation_key order by is_original desc, n_claims desc, name asc
        ) as name_rank
    from counted
)

select
    organisation_key,
    {{ first_stated('body', 'name_rank') }} as body,
    {{ first_stated('name', 'name_rank') }} as display_name,
    {{ first_stated('level', 'name_rank') }} as level,
    {{ first_stated('province', 'name_rank') }} as province,
    {{ first_stated('district', 'name_rank') }} as district,
    {{ first_stated('commune', 'name_rank') }} as commune,
    {{ sorted_list('name') }} as spellings,
    cast(sum(n_articles) as bigint) as n_articles
from ranked
group by organisation_key
order by organisation_key
