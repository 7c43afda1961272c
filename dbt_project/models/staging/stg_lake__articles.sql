{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

{% set columns = [
    'article_id', 'content_hash', 'source_id', 'site', 'url', 'canonical_url', 'lang', 'title', 'lead_text', 'byline',
    'text', 'published', 'published_at', 'published_evidence', 'original_url', 'province', 'parser', 'parser_version',
    'given_id', 'flags', 'landed_date', 'landed_run'
] %}

with versions as (
    select
        article_id,
        content_hash,
        source_id,
        site,
        url,
        canonical_url,
        lang,
        title,
        lead as lead_text,
        byline,
        text,
        published,
        cast(published_at as timestamp) as published_at,
        published_evidence,
        original_url,
        province,
        parser,
        parser_version,
        given_id,
        flags,
        {{ partition_of('file_path', 'date') }} as landed_date,
        {{ run_of('file_path') }} as landed_run
    from {{ source('lake', 'articles') }}
    {{ held(columns) }}
)

select {{ columns | join(', ') }}
from versions
qualify row_number() over (
        partition by article_id
        order by landed_date desc, landed_run desc, source_id desc, content_hash desc, parser_version desc
    ) = 1
