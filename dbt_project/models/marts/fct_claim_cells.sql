-- What a value was read from is the article's own affair: whatever it is tied to, its cells stay as they are.
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

with cells as (
    {{ claim_cells(touched(ref('stg_lake__conference_claims'), 'stg_lake__changed_articles'), 'conferences', [
        'date', 'date_precision', 'kind', 'level', 'province', 'district', 'commune', 'host', 'delegates', 'delegates_qualifier'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__model_claims'), 'stg_lake__changed_articles'), 'models', [
        'count', 'count_qualifier', 'status', 'collective', 'individual', 'level', 'unit', 'province', 'district', 'commune', 'period', 'part_of'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__award_claims'), 'stg_lake__changed_articles'), 'awards', [
        'award', 'as_written', 'grantor', 'collectives', 'individuals', 'total', 'count_qualifier', 'province', 'part_of'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__person_claims'), 'stg_lake__changed_articles'), 'people', [
        'name', 'name_latin', 'position', 'part'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__document_claims'), 'stg_lake__changed_articles'), 'documents', [
        'number', 'kind', 'date'
    ]) }}
)

select
    claim_id,
    cell_number,
    article_id,
    claim_type,
    slot,
    slot_value,
    quote,
    quote_start,
    quote_end,
    sentence,
    rule,
    origin
from cells
