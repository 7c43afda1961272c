select distinct
    group_id as source,
    hub_id as target
from {{ ref('int_model_groups') }}
where group_id <> hub_id

union

select distinct
    hub_id as source,
    group_id as target
from {{ ref('int_model_groups') }}
where group_id <> hub_id
