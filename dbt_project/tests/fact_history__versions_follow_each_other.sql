with versions as (
    {{ versions_of_all() }}
)

select
    fact_key,
    published_from
from versions
where published_to <= published_from
