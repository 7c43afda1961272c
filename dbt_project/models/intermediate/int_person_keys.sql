-- A person is a folded Latin name with a place and a level of office that agree. Within one story a name is one
-- person; what one story leaves open another may tell, when only one person of that name fits.
{{ config(
    materialized='incremental',
    meta={'forget_by': 'name', 'forget_in': 'intermediate.int_touched_names'}
) }}

with in_story as (
    select
        name,
        story_key,
        {{ only_value('level') }} as level,
        {{ only_value('province') }} as province,
        {{ only_value('district') }} as district,
        {{ only_value('commune') }} as commune,
        min(as_of) as as_of
    from {{ touched(ref('int_person_mentions'), 'int_touched_names', 'name') }}
    group by name, story_key
),

-- What sets one bearer of a name apart: '' is not known. From July 2025 the name of a merged province does not tell
-- which of its former ones an office is of.
placed as (
    select
        in_story.name,
        in_story.story_key,
        coalesce(in_story.level, '') as level,
        case
            when in_story.level = 'central' then 'central'
            else coalesce(successor.province_now, in_story.province, '')
        end as province_now,
        case
            when in_story.level = 'central' then 'central'
            when
                in_story.as_of >= date '2025-07-01' and successor.province_now = in_story.province
                and successor.is_merged
                then ''
            else coalesce(in_story.province, '')
        end as province_then,
        case when in_story.level in ('district', 'commune') then coalesce(in_story.district, '') else '' end
            as district,
        case when in_story.level = 'commune' then coalesce(in_story.commune, '') else '' end as commune
    from in_story
    left join {{ ref('int_province_successors') }} as successor on in_story.province = successor.province
),

scoped as (
    select
        *,
        concat_ws('|', level, province_now, province_then, district, commune) as scope
    from placed
),

scopes as (
    select distinct
        name,
        level,
        province_now,
        province_then,
        district,
        commune,
        scope,
        -- Only what leaves something open can fit another.
        '' in (level, province_now, province_then)
        or (district = '' and level in ('district', 'commune'))
        or (commune = '' and level = 'commune') as is_open
    from scoped
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
),

keyed as (
    select
        scopes.name,
        scopes.scope,
        {{ hash_key('person', ['scopes.name', 'coalesce(fullest.full_scope, scopes.scope)']) }} as person_key
    from scopes
    left join fullest on scopes.name = fullest.name and scopes.scope = fullest.scope
)

select
    scoped.name,
    scoped.story_key,
    keyed.person_key
from scoped
inner join keyed on scoped.name = keyed.name and scoped.scope = keyed.scope
