{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with cells as (
    {{ claim_cells(touched(ref('stg_lake__conference_claims')), 'conferences', [
        'date', 'date_precision', 'kind', 'level', 'province', 'district', 'commune', 'host', 'delegates', 'delegates_qualifier'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__model_claims')), 'models', [
        'count', 'count_qualifier', 'status', 'collective', 'individual', 'level', 'unit', 'province', 'district', 'commune', 'period', 'part_of'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__award_claims')), 'awards', [
        'award', 'as_written', 'grantor', 'collectives', 'individuals', 'total', 'count_qualifier', 'province', 'part_of'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__person_claims')), 'people', [
        'name', 'name_latin', 'position', 'part'
    ]) }}

    union all

    {{ claim_cells(touched(ref('stg_lake__document_claims')), 'documents', [
        'number', 'kind', 'date'
    ]) }}
)

select
    cell_key,
    claim_id,
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
