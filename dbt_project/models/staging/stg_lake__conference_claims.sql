{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

{{ current_claims('conferences', [
    'date', 'date_precision', 'kind', 'level', 'province', 'district', 'commune', 'host', 'delegates', 'delegates_qualifier'
]) }}
