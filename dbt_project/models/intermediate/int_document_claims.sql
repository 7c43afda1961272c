{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

select
    mention.claim_id,
    mention.article_id,
    mention.quote_start,
    mention.conference_fact_id,
    mention.number as folded_number,
    document.document_key
from {{ touched(ref('int_document_mentions'), 'int_retold_articles') }} as mention
inner join {{ ref('int_document_keys') }} as document on mention.claim_id = document.claim_id
