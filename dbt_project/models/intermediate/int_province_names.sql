select
    {{ fold('earlier.name') }} as earlier_name_latin,
    later.name
from {{ ref('stg_places__admin_unit_earlier') }} as earlier
inner join {{ ref('stg_places__admin_unit_earlier') }} as later
    on earlier.level = later.level and earlier.became_code = later.code and later.valid_from is not null
where earlier.level = 'province' and earlier.valid_to is not null
