{{ config(materialized='incremental', incremental_strategy='append') }}

select
    run,
    step,
    source_id,
    subject,
    rule,
    reason,
    "at",
    sample
from {{ ref('stg_lake__rejected') }}
order by "at", run, step, source_id, subject
