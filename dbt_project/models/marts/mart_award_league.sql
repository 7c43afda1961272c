{{ config(
    materialized='incremental',
    meta={'forget_by': 'counted_year', 'forget_in': 'intermediate.int_retold_years'}
) }}

with given as (
    select
        place.province_now,
        place.counted_year,
        award.award,
        count(*) as n_awards,
        sum(award.collectives) as collectives,
        sum(award.individuals) as individuals,
        sum(coalesce(award.total, award.collectives + award.individuals, award.collectives, award.individuals))
            as recipients
    from {{ ref('fct_awards') }} as award
    inner join {{ within(ref('bridge_fact_place'), 'int_retold_years', 'counted_year') }} as place
        on award.award_key = place.fact_key
    -- Medals handed over are a part of those awarded.
    where award.part_of_award_key is null and place.province_now is not null and place.counted_year is not null
    group by place.province_now, place.counted_year, award.award
)

select
    {{ hash_key('award league', ['province_now', 'counted_year', 'award']) }} as award_league_key,
    counted_year,
    award,
    rank() over (partition by counted_year, award order by recipients desc nulls last) as league_rank,
    province_now,
    n_awards,
    cast(collectives as bigint) as collectives,
    cast(individuals as bigint) as individuals,
    cast(recipients as bigint) as recipients
from given
order by award_league_key
