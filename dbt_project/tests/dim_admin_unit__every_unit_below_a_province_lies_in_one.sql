select admin_unit_key
from {{ ref('dim_admin_unit') }}
where province_admin_unit_key is null
