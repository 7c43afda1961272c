with units as (
    select *
    from {{ ref('int_admin_units') }}
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
    province.admin_unit_key as province_admin_unit_key,
    district.admin_unit_key as district_admin_unit_key,
    unit.province_code,
    unit.district_code,
    unit.valid_from,
    unit.valid_to,
    unit.valid_to is null as is_current
from units as unit
left join units as province
    on
        province.level = 'province'
        and unit.province_code = province.code
        and unit.valid_from is not distinct from province.valid_from
left join units as district
    on
        district.level = 'district'
        and unit.district_code = district.code
        and unit.valid_from is not distinct from district.valid_from
order by unit.admin_unit_key
