select
    run,
    step,
    source_id,
    subject,
    outcome,
    detail,
    cast("at" as timestamp) as "at",
    http_status,
    article_id,
    etag,
    last_modified,
    payload_digest,
    n_bytes,
    elapsed_ms,
    warc_file
from {{ source('lake', 'outcomes') }}
