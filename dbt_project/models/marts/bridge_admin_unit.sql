with counted as (
    select
        admin_unit_key,
        present_admin_unit_key,
        count(*) over (partition by admin_unit_key) as n_present_units
    from {{ ref('int_admin_unit_successors') }}
)

select
    {{ hash_key('bridge', ['admin_unit_key', 'present_admin_unit_key']) }} as bridge_key,
    admin_unit_key,
    present_admin_unit_key,
    n_present_units,
    n_present_units > 1 as is_split,
    cast(1 as double) / n_present_units as weight
from counted
order by bridge_key
