select
    admin_unit_key,
    sum(weight) as weight
from {{ ref('bridge_admin_unit') }}
group by admin_unit_key
having abs(sum(weight) - 1) > 0.000000001
