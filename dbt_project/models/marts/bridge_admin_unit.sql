with units as (
    select
        admin_unit_key,
        code,
        valid_to is null as is_current
    from {{ ref('int_admin_units') }}
    where level = 'commune'
)

select
    {{ hash_key('bridge', ['former.admin_unit_key', 'present.admin_unit_key']) }} as bridge_key,
    former.admin_unit_key as former_admin_unit_key,
    present.admin_unit_key as present_admin_unit_key,
    change.is_split
from {{ ref('stg_places__admin_unit_changes') }} as change
inner join units as former on change.old_code = former.code and not former.is_current
inner join units as present on change.new_code = present.code and present.is_current
qualify row_number() over (
        partition by former.admin_unit_key, present.admin_unit_key order by change.is_split desc
    ) = 1
order by bridge_key
