-- Years that retold facts are counted in, now or before: what is summed over them is summed anew.
select counted_year
from {{ touched(ref('bridge_fact_place'), 'int_retold_facts', 'fact_key') }}
where counted_year is not null

union

select counted_year
from {{ ref('int_touched_years') }}
