-- The two maps of the package, of the end of June 2025 and of July 2025, and what is known of the years before them:
-- units that ended earlier, and the days on which some of those that lasted to the merger began.
with mapped as (
    select
        *,
        valid_to is not null as is_former
    from {{ ref('stg_places__admin_units') }}
),

begun as (
    select *
    from {{ ref('stg_places__admin_unit_earlier') }}
    where valid_from is not null
),

ended as (
    select *
    from {{ ref('stg_places__admin_unit_earlier') }}
    where valid_to is not null
),

-- A province that got another name: its units are listed under both, each while it lasted.
renamed as (
    select
        begun.code as province_code,
        begun.name as province_after,
        ended.name as province_before,
        begun.valid_from as renamed_on,
        ended.valid_to as last_day_before
    from begun
    inner join ended on begun.code = ended.code and ended.level = 'province'
    where begun.level = 'province'
),

-- Districts whose extent changed with the name of their province: which communes lay in them before is not known.
redrawn as (
    select
        ended.province_code,
        ended.became_code as district_code
    from ended
    inner join renamed on ended.province_code = renamed.province_code and ended.valid_to = renamed.last_day_before
    where ended.level = 'district'

    union

    select
        begun.province_code,
        begun.code as district_code
    from begun
    inner join renamed on begun.province_code = renamed.province_code and begun.valid_from = renamed.renamed_on
    where begun.level = 'district'
),

dated as (
    select
        mapped.*,
        renamed.province_after,
        renamed.province_before,
        renamed.renamed_on,
        renamed.last_day_before,
        redrawn.district_code is not null as is_in_redrawn,
        begun.name as begun_name,
        begun.full_name as begun_full_name,
        begun.unit_type as begun_unit_type,
        begun.valid_from as begun_on
    from mapped
    left join begun on mapped.is_former and mapped.level = begun.level and mapped.code = begun.code
    left join renamed on mapped.is_former and mapped.province_code = renamed.province_code
    left join redrawn
        on renamed.province_code = redrawn.province_code and mapped.district_code = redrawn.district_code
),

told as (
    select
        level,
        code,
        coalesce(begun_name, name) as name,
        coalesce(begun_full_name, full_name) as full_name,
        coalesce(begun_unit_type, unit_type) as unit_type,
        coalesce(province_after, province) as province,
        district,
        province_code,
        district_code,
        coalesce(begun_on, renamed_on, valid_from) as valid_from,
        valid_to
    from dated

    union all

    select
        level,
        code,
        name,
        full_name,
        unit_type,
        province_before as province,
        case when not is_in_redrawn then district end as district,
        province_code,
        case when not is_in_redrawn then district_code end as district_code,
        null as valid_from,
        last_day_before as valid_to
    from dated
    where renamed_on is not null and level <> 'province' and begun_on is null

    union all

    select
        level,
        code,
        name,
        full_name,
        unit_type,
        province,
        null as district,
        province_code,
        null as district_code,
        null as valid_from,
        valid_to
    from ended
)

select
    {{ hash_key('admin unit', ['level', 'code', 'name', 'valid_from']) }} as admin_unit_key,
    level,
    code,
    name,
    {{ fold('name') }} as name_latin,
    full_name,
    unit_type,
    province,
    district,
    province_code,
    district_code,
    cast(valid_from as date) as valid_from,
    valid_to
from told
