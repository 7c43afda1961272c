{{ config(
    materialized='incremental',
    meta={'forget_by': 'document_key', 'forget_in': 'intermediate.int_retold_documents'}
) }}

-- One pass over all claims that cite a document, each with what says which of them comes first, as one text that sorts
-- so: Vietnamese ones before translations, and the more precise the date the better.
with claims as (
    select
        *,
        case when is_original then '0' else '1' end as language_rank,
        lpad(cast(99 - coalesce(length(date), 0) as varchar), 2, '0') as precision_rank
    from {{ within(ref('int_document_claims'), 'int_retold_documents', 'document_key') }}
),

ranked as (
    select
        *,
        language_rank || precision_rank || claim_id as claim_rank,
        precision_rank || language_rank || claim_id as date_rank
    from claims
)

select
    document_key,
    {{ first_stated('number', 'claim_rank') }} as number,
    {{ first_stated('kind', 'claim_rank') }} as kind,
    {{ first_stated('date', 'date_rank') }} as document_date,
    count(*) filter (where is_first_of_document) as n_articles
from ranked
group by document_key
order by document_key
