-- What a province's name means on which days. Of two names of one territory either means the unit of the day. The name
-- of a province that was merged means, of later days, the one that holds its territory.
with units as (
    select
        admin_unit_key,
        name_latin,
        valid_from,
        valid_to
    from {{ ref('int_admin_units') }}
    where level = 'province'
),

named as (
    select
        name_latin,
        admin_unit_key,
        valid_from,
        valid_to
    from units

    union all

    select
        renamed.earlier_name_latin as name_latin,
        unit.admin_unit_key,
        unit.valid_from,
        unit.valid_to
    from units as unit
    inner join {{ ref('int_province_names') }} as renamed on unit.name_latin = {{ fold('renamed.name') }}

    union all

    select
        {{ fold('renamed.name') }} as name_latin,
        unit.admin_unit_key,
        unit.valid_from,
        unit.valid_to
    from units as unit
    inner join {{ ref('int_province_names') }} as renamed on unit.name_latin = renamed.earlier_name_latin
),

ended as (
    select name_latin
    from named
    group by name_latin
    having count(valid_to) = count(*)
)

select
    name_latin,
    admin_unit_key,
    valid_from as meant_from,
    valid_to as meant_to,
    false as is_after_its_end
from named

union all

select
    ended.name_latin,
    present.admin_unit_key,
    present.valid_from as meant_from,
    present.valid_to as meant_to,
    true as is_after_its_end
from ended
inner join {{ ref('int_province_successors') }} as successor on ended.name_latin = successor.province
inner join units as present on successor.province_now = present.name_latin and present.valid_to is null
