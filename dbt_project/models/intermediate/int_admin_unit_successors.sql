-- Communes lead to the present communes that took over their territory; provinces and districts, of which every one
-- lies whole in one present province, to that province.
with units as (
    select
        admin_unit_key,
        level,
        code,
        province_code,
        valid_to is null as is_present
    from {{ ref('int_admin_units') }}
),

commune_successors as (
    select
        former.admin_unit_key,
        former.province_code,
        present.admin_unit_key as present_admin_unit_key,
        present.province_code as present_province_code
    from {{ ref('stg_places__admin_unit_changes') }} as change
    inner join units as former on change.old_code = former.code and former.level = 'commune' and not former.is_present
    inner join units as present
        on change.new_code = present.code and present.level = 'commune' and present.is_present
),

province_successors as (
    select distinct
        province_code,
        present_province_code
    from commune_successors
)

select
    admin_unit_key,
    admin_unit_key as present_admin_unit_key
from units
where is_present

union

select
    admin_unit_key,
    present_admin_unit_key
from commune_successors

union

select
    former.admin_unit_key,
    present.admin_unit_key as present_admin_unit_key
from units as former
inner join province_successors as successor on former.province_code = successor.province_code
inner join units as present
    on successor.present_province_code = present.code and present.level = 'province' and present.is_present
where not former.is_present and former.level in ('province', 'district')
