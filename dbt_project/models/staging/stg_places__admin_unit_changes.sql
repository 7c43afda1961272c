select
    old_code,
    old_name,
    old_district,
    old_province,
    new_code,
    new_name,
    new_province,
    cast(is_split as boolean) as is_split
from {{ source('places', 'admin_unit_changes') }}
