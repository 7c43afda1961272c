select
    unit.admin_unit_key,
    other.admin_unit_key as other_admin_unit_key
from {{ ref('dim_admin_unit') }} as unit
inner join {{ ref('dim_admin_unit') }} as other
    on
        unit.level = other.level
        and unit.code = other.code
        and unit.admin_unit_key < other.admin_unit_key
        and coalesce(unit.valid_from <= other.valid_to, true)
        and coalesce(unit.valid_to >= other.valid_from, true)
