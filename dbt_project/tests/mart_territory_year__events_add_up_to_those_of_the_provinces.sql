with territories as (
    select sum(n_conferences) as n_conferences
    from {{ ref('mart_territory_year') }}
),

facts as (
    select count(*) as n_conferences
    from {{ ref('bridge_fact_place') }}
    where fact_type = 'conference' and province_now is not null and counted_on is not null
)

select
    territories.n_conferences,
    facts.n_conferences as n_expected
from territories
cross join facts
where coalesce(territories.n_conferences, 0) <> facts.n_conferences
