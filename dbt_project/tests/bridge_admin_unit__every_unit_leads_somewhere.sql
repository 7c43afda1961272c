select unit.admin_unit_key
from {{ ref('dim_admin_unit') }} as unit
left join {{ ref('bridge_admin_unit') }} as bridge on unit.admin_unit_key = bridge.admin_unit_key
where bridge.admin_unit_key is null
