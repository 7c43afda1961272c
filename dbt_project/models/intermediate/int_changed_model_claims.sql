-- Claims of touched articles, as they are and as they were, and those elsewhere that are about another count now or are
-- no longer the chosen one, or not yet were.
select
    claim_id,
    article_id
from {{ touched(ref('int_model_claims')) }}

union

select
    before.claim_id,
    before.article_id
from {{ ref('int_touched_model_claims') }} as before
inner join {{ ref('int_touched_articles') }} as article on before.article_id = article.article_id

union

select
    claim.claim_id,
    claim.article_id
from {{ touched(ref('int_model_claims'), 'int_touched_model_claims', 'claim_id') }} as claim
inner join {{ ref('int_touched_model_claims') }} as before on claim.claim_id = before.claim_id
where claim.fact_id <> before.fact_id or (claim.claim_rank = 1) <> before.is_chosen
