{{ config(
    materialized='incremental',
    meta={'forget_by': 'claim_id', 'forget_in': 'intermediate.int_changed_model_claims'}
) }}

select
    claim.claim_id,
    resolved.fact_id as model_key,
    claim.article_id,
    claim.quote,
    claim.quote_start,
    claim.quote_end,
    claim.sentence,
    claim.rule,
    resolved.claim_rank = 1 as is_chosen,
    claim.count,
    claim.count_qualifier,
    claim.status,
    claim.collective,
    claim.individual,
    claim.level,
    claim.unit,
    claim.province,
    claim.district,
    claim.commune,
    claim.period,
    claim.part_of
from {{ touched(ref('stg_lake__model_claims'), 'int_changed_model_claims', 'claim_id') }} as claim
inner join {{ touched(ref('int_model_claims'), 'int_changed_model_claims', 'claim_id') }} as resolved
    on claim.claim_id = resolved.claim_id
order by claim.claim_id
