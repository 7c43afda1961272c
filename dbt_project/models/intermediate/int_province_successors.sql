with successors as (
    select
        {{ fold('old_province') }} as province,
        {{ fold('new_province') }} as province_now
    from {{ ref('stg_places__admin_unit_changes') }}
    where old_province is not null
    group by {{ fold('old_province') }}, {{ fold('new_province') }}
    qualify row_number() over (partition by province order by count(*) desc, province_now asc) = 1
)

select
    province,
    province_now,
    count(*) over (partition by province_now) > 1 as is_merged
from successors
