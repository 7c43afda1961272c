select
    run,
    step,
    source_id,
    subject,
    rule,
    reason,
    cast("at" as timestamp) as "at",
    sample
from {{ source('lake', 'rejected') }}
