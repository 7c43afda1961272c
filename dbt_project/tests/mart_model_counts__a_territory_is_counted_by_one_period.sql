select
    count.province_now,
    count.counted_year,
    count.status
from {{ ref('mart_model_counts') }} as count
inner join {{ ref('dim_admin_unit') }} as province on count.province_admin_unit_key = province.admin_unit_key
where count.counts_for_province_now
group by count.province_now, count.counted_year, count.status
having count(distinct province.is_current) > 1
