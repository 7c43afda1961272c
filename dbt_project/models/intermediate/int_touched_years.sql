-- Years that retold facts were counted in before this build.
select distinct cast(place.counted_year as integer) as counted_year
from {{ as_before('bridge_fact_place', ['fact_key', 'counted_year'], layer='main') }} as place
inner join {{ ref('int_retold_facts') }} as fact on place.fact_key = fact.fact_key
where place.counted_year is not null
