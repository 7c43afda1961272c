-- A person is a folded Latin name with a place and a level of office that agree. What one story leaves open another may
-- tell, when only one person of that name fits.
{{ comes_after('int_touched_person_keys') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'name', 'forget_in': 'intermediate.int_touched_names'}
) }}

with told as (
    select distinct
        name,
        scope
    from {{ within(ref('int_person_scopes'), 'int_touched_names', 'name') }}
),

apart as (
    select
        name,
        scope,
        split_part(scope, '|', 1) as level,
        split_part(scope, '|', 2) as province_now,
        split_part(scope, '|', 3) as province_then,
        split_part(scope, '|', 4) as district,
        split_part(scope, '|', 5) as commune
    from told
),

scopes as (
    select
        *,
        -- Only what leaves something open can fit another.
        '' in (level, province_now, province_then)
        or (district = '' and level in ('district', 'commune'))
        or (commune = '' and level = 'commune') as is_open
    from apart
),

fitting as (
    select
        vague.name,
        vague.scope,
        full_scope.scope as full_scope
    from scopes as vague
    inner join scopes as full_scope
        on
            vague.name = full_scope.name
            and vague.is_open
            and vague.level in ('', full_scope.level)
            and vague.province_now in ('', full_scope.province_now)
            and vague.province_then in ('', full_scope.province_then)
            and vague.district in ('', full_scope.district)
            and vague.commune in ('', full_scope.commune)
            and vague.scope <> full_scope.scope
),

fullest as (
    select
        fitting.name,
        fitting.scope,
        min(fitting.full_scope) as full_scope
    from fitting
    left join fitting as fuller on fitting.name = fuller.name and fitting.full_scope = fuller.scope
    where fuller.scope is null
    group by fitting.name, fitting.scope
    having count(*) = 1
)

select
    scopes.name,
    scopes.scope,
    {{ hash_key('person', ['scopes.name', 'coalesce(fullest.full_scope, scopes.scope)']) }} as person_key
from scopes
left join fullest on scopes.name = fullest.name and scopes.scope = fullest.scope
