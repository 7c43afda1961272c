-- The same count of the same unit and period is one in whatever story it is told again.
with named as (
    select
        group_id,
        min(group_id) over (partition by count_name) as hub_id
    from {{ touched(ref('int_model_groups'), 'int_retold_model_claims', 'claim_id') }}
    where count_name is not null
)

select
    group_id as source,
    hub_id as target
from named
where group_id <> hub_id

union

select
    hub_id as source,
    group_id as target
from named
where group_id <> hub_id
