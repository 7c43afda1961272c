{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

{% set columns = [
    'article_id', 'content_hash', 'lang', 'is_relevant', 'n_claims', 'extractor', 'landed_date', 'landed_run'
] %}

with versions as (
    select
        article_id,
        content_hash,
        lang,
        relevant as is_relevant,
        n_claims,
        {{ partition_of('file_path', 'extractor') }} as extractor,
        {{ partition_of('file_path', 'date') }} as landed_date,
        {{ run_of('file_path') }} as landed_run
    from {{ source('lake', 'readings') }}
    {{ held(columns) }}
)

select
    version.article_id,
    version.content_hash,
    version.lang,
    version.is_relevant,
    version.n_claims,
    version.extractor,
    version.landed_date,
    version.landed_run
from versions as version
inner join {{ ref('stg_lake__articles') }} as article
    on version.article_id = article.article_id and version.content_hash = article.content_hash
qualify row_number() over (
        partition by version.article_id
        order by
            {{ version_order('version.extractor') }} desc, version.extractor desc,
            version.landed_date desc, version.landed_run desc
    ) = 1
