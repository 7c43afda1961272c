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
    valid_from,
    valid_to
from {{ ref('stg_places__admin_units') }}
