{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

{{ current_claims('models', [
    'count', 'count_qualifier', 'status', 'collective', 'individual', 'level', 'unit', 'province', 'district', 'commune', 'period', 'part_of'
]) }}
