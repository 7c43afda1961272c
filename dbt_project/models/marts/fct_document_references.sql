{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

select
    {{ hash_key('document reference', ['reference.document_key', 'reference.article_id']) }}
        as document_reference_key,
    reference.document_key,
    reference.article_id,
    conference.conference_key,
    claim.quote,
    claim.sentence
from {{ touched(ref('int_document_claims'), 'int_retold_articles') }} as reference
inner join {{ touched(ref('stg_lake__document_claims'), 'int_retold_articles') }} as claim
    on reference.claim_id = claim.claim_id
left join {{ ref('int_conferences') }} as conference on reference.conference_fact_id = conference.fact_id
qualify row_number() over (
        partition by reference.document_key, reference.article_id order by reference.quote_start, reference.claim_id
    ) = 1
order by document_reference_key
