select
    level,
    code,
    name,
    full_name,
    unit_type,
    province,
    province_code,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    became_code
from {{ source('places', 'admin_unit_earlier') }}
