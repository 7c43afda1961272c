with units as (
    select *
    from {{ ref('int_admin_units') }}
),

-- Where a unit lies it lay on its last day.
held as (
    select
        unit.admin_unit_key,
        max(province.admin_unit_key) as province_admin_unit_key,
        max(district.admin_unit_key) as district_admin_unit_key
    from units as unit
    left join units as province
        on
            province.level = 'province'
            and unit.province_code = province.code
            and coalesce(unit.valid_to, date '9999-12-31') <= coalesce(province.valid_to, date '9999-12-31')
            and coalesce(unit.valid_to, date '9999-12-31') >= coalesce(province.valid_from, date '0001-01-01')
    left join units as district
        on
            district.level = 'district'
            and unit.district_code = district.code
            and unit.valid_to <= district.valid_to
            and unit.valid_to >= coalesce(district.valid_from, date '0001-01-01')
    group by unit.admin_unit_key
),

-- A province takes over provinces, or communes: whichever it is, all of them lie in one.
followed as (
    select
        successor.admin_unit_key,
        min(present.province) as province_now,
        min(present.province_code) as province_code_now,
        count(*) > 1 as is_split,
        case when count(*) = 1 then min(present.admin_unit_key) end as present_admin_unit_key,
        min(present.level) as present_level
    from {{ ref('int_admin_unit_successors') }} as successor
    inner join units as present on successor.present_admin_unit_key = present.admin_unit_key
    group by successor.admin_unit_key
)

select
    unit.admin_unit_key,
    unit.level,
    unit.code,
    unit.name,
    unit.name_latin,
    unit.full_name,
    unit.unit_type,
    unit.province,
    unit.district,
    held.province_admin_unit_key,
    held.district_admin_unit_key,
    unit.province_code,
    unit.district_code,
    followed.province_now,
    province_now.admin_unit_key as province_now_admin_unit_key,
    case when followed.present_level = unit.level then followed.present_admin_unit_key end as unit_now_admin_unit_key,
    followed.is_split,
    unit.valid_from,
    unit.valid_to,
    unit.valid_to is null as is_current
from units as unit
inner join held on unit.admin_unit_key = held.admin_unit_key
inner join followed on unit.admin_unit_key = followed.admin_unit_key
inner join units as province_now
    on
        province_now.level = 'province'
        and province_now.valid_to is null
        and followed.province_code_now = province_now.code
order by unit.admin_unit_key
