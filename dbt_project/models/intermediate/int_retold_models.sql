-- Counts that are resolved again in this build, as they are and as they were.
select fact_id as model_key
from {{ touched(ref('int_model_claims'), 'int_retold_model_claims', 'claim_id') }}

union

select fact_id as model_key
from {{ ref('int_touched_model_claims') }}
