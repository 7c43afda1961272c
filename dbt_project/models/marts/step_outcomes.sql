{{ config(materialized='incremental', incremental_strategy='append') }}

select
    run,
    step,
    source_id,
    subject,
    outcome,
    detail,
    "at",
    http_status,
    article_id,
    etag,
    last_modified,
    payload_digest,
    n_bytes,
    elapsed_ms,
    warc_file
from {{ ref('stg_lake__outcomes') }}
order by "at", run, step, source_id, subject
