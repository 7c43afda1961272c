with versions as (
    select
        *,
        {{ partition_of('file_path', 'date') }} as landed_date,
        {{ run_of('file_path') }} as landed_run
    from {{ source('lake', 'articles') }}
)

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
    flags
from versions
qualify row_number() over (
        partition by article_id
        order by landed_date desc, landed_run desc, source_id desc, content_hash desc, parser_version desc
    ) = 1
