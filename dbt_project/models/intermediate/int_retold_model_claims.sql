-- Claims of which the count is resolved again: those of touched articles and of touched counts, as they are and as they
-- were.
select
    claim_id,
    article_id
from {{ touched(ref('int_model_groups')) }}

union

select
    claim_id,
    article_id
from {{ ref('int_touched_model_claims') }}
