{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

{{ current_claims('awards', [
    'award', 'as_written', 'grantor', 'collectives', 'individuals', 'total', 'count_qualifier', 'province', 'part_of'
]) }}
