-- A document is its number, where it holds, and its year. Numbers of the Centre hold everywhere, those of a province's
-- bodies start anew in each province, and a number that does not name its issuer holds in its story only.
{{ comes_after('int_touched_documents') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

with claims as (
    select
        mention.claim_id,
        mention.article_id,
        mention.quote_start,
        mention.conference_fact_id,
        mention.number as folded_number,
        {{ hash_key('document', ['mention.number', 'mention.scope', 'coalesce(mention.year, document.year)']) }}
            as document_key,
        claim.number,
        claim.kind,
        claim.date,
        article.is_original
    from {{ touched(ref('int_document_mentions'), 'int_retold_articles') }} as mention
    inner join {{ ref('int_document_years') }} as document
        on mention.number = document.number and mention.scope = document.scope
    inner join {{ touched(ref('stg_lake__document_claims'), 'int_retold_articles') }} as claim
        on mention.claim_id = claim.claim_id
    inner join {{ touched(ref('int_articles'), 'int_retold_articles') }} as article
        on mention.article_id = article.article_id
)

select
    *,
    row_number() over (partition by document_key, article_id order by claim_id) = 1 as is_first_of_document
from claims
