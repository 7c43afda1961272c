select
    level,
    code,
    name,
    full_name,
    unit_type,
    province,
    district,
    province_code,
    district_code,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to
from {{ source('places', 'admin_units') }}
