{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

select
    claim.claim_id,
    resolved.document_key,
    {{ hash_key('document reference', ['resolved.document_key', 'resolved.article_id']) }}
        as document_reference_key,
    claim.article_id,
    claim.quote,
    claim.quote_start,
    claim.quote_end,
    claim.sentence,
    claim.rule,
    row_number() over (
        partition by resolved.document_key, resolved.article_id order by resolved.quote_start, resolved.claim_id
    ) = 1 as is_chosen,
    claim.number,
    claim.kind,
    claim.date
from {{ touched(ref('stg_lake__document_claims'), 'int_retold_articles') }} as claim
inner join {{ touched(ref('int_document_claims'), 'int_retold_articles') }} as resolved
    on claim.claim_id = resolved.claim_id
order by claim.claim_id
