-- A person is a folded Latin name with a place, a level of office and a Vietnamese spelling that agree. What one story
-- leaves open another may tell, when only one person of that name fits.
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
        split_part(scope, '|', 5) as commune,
        split_part(scope, '|', 6) as spelling,
        regexp_replace(scope, '\|[^|]*$', '') as office
    from told
),

-- An office with its place, whoever of that name has it.
offices as (
    select
        name,
        office,
        level,
        province_now,
        province_then,
        district,
        commune,
        -- Only what leaves something open can fit another.
        '' in (level, province_now, province_then)
        or (district = '' and level in ('district', 'commune'))
        or (commune = '' and level = 'commune') as is_open,
        bool_or(spelling <> '') as is_spelt
    from apart
    group by name, office, level, province_now, province_then, district, commune
),

fitting as (
    select
        vague.name,
        vague.office,
        full_office.office as full_office
    from offices as vague
    inner join offices as full_office
        on
            vague.name = full_office.name
            and vague.is_open
            and vague.level in ('', full_office.level)
            and vague.province_now in ('', full_office.province_now)
            and vague.province_then in ('', full_office.province_then)
            and vague.district in ('', full_office.district)
            and vague.commune in ('', full_office.commune)
            and vague.office <> full_office.office
),

spellings as (
    select distinct
        name,
        spelling
    from apart
),

-- Whose office each may be: theirs who are told of in it by their spelling, and while none is, anybody's of the name.
-- Who leaves the spelling open may have every office.
bearing as (
    select
        name,
        spelling,
        office
    from apart

    union

    select
        offices.name,
        spellings.spelling,
        offices.office
    from offices
    inner join spellings
        on offices.name = spellings.name and (spellings.spelling = '' or not offices.is_spelt)
),

reaching as (
    select
        fitting.name,
        bearing.spelling,
        fitting.office,
        fitting.full_office
    from fitting
    inner join bearing on fitting.name = bearing.name and fitting.full_office = bearing.office
),

fullest as (
    select
        name,
        spelling,
        office,
        min(full_office) as full_office
    from reaching
    where
        not exists (
            select 1
            from reaching as fuller
            where
                reaching.name = fuller.name
                and reaching.spelling = fuller.spelling
                and reaching.full_office = fuller.office
        )
    group by name, spelling, office
    having count(*) = 1
),

settled as (
    select
        apart.name,
        apart.scope,
        apart.spelling,
        apart.office,
        coalesce(fullest.full_office, apart.office) as full_office
    from apart
    left join fullest
        on apart.name = fullest.name and apart.spelling = fullest.spelling and apart.office = fullest.office
),

-- How those are spelt who have an office or a fuller one.
spelt as (
    select
        within_reach.name,
        within_reach.office,
        {{ only_value('settled.spelling') }} as spelling,
        min(settled.spelling) <> max(settled.spelling) as is_more_than_one
    from (
        select
            name,
            office,
            office as full_office
        from offices

        union all

        select
            name,
            office,
            full_office
        from fitting
    ) as within_reach
    inner join settled
        on
            within_reach.name = settled.name
            and within_reach.full_office = settled.full_office
            and settled.spelling <> ''
    group by within_reach.name, within_reach.office
),

decided as (
    select
        settled.name,
        settled.scope,
        case
            when settled.spelling <> '' then settled.full_office || '|' || settled.spelling
            when spelt.is_more_than_one then settled.scope
            else settled.full_office || '|' || coalesce(spelt.spelling, '')
        end as full_scope
    from settled
    left join spelt on settled.name = spelt.name and settled.office = spelt.office
)

select
    name,
    scope,
    {{ hash_key('person', ['name', 'full_scope']) }} as person_key
from decided
