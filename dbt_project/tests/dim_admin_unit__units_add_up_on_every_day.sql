-- As many as there were: districts fell from 713 to 696 in six years, provinces and communes changed with the merger.
-- Communes of before it are known as of its eve only.
with expected (day, level, n_units) as (
    values
    (date '2019-12-31', 'province', 63),
    (date '2019-12-31', 'district', 713),
    (date '2020-01-31', 'district', 711),
    (date '2020-12-31', 'district', 707),
    (date '2021-01-01', 'district', 705),
    (date '2024-09-01', 'district', 704),
    (date '2024-12-31', 'province', 63),
    (date '2025-01-01', 'province', 63),
    (date '2025-06-30', 'province', 63),
    (date '2025-06-30', 'district', 696),
    (date '2025-06-30', 'commune', 10035),
    (date '2025-07-01', 'province', 34),
    (date '2025-07-01', 'district', 0),
    (date '2025-07-01', 'commune', 3321)
)

select
    expected.day,
    expected.level,
    expected.n_units,
    count(unit.admin_unit_key) as n_found
from expected
left join {{ ref('dim_admin_unit') }} as unit
    on
        expected.level = unit.level
        and coalesce(expected.day >= unit.valid_from, true)
        and coalesce(expected.day <= unit.valid_to, true)
group by expected.day, expected.level, expected.n_units
having count(unit.admin_unit_key) <> expected.n_units
