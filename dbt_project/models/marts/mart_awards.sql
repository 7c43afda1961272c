{{ comes_after('int_touched_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_touched_stories'}
) }}

-- Medals handed over are a part of those awarded: only the whole is counted.
select
    award.award_key,
    award.story_key,
    place.counted_on,
    place.counted_year,
    place.counted_by,
    place.province_then,
    place.province_now,
    award.award,
    award.grantor,
    award.collectives,
    award.individuals,
    coalesce(award.total, award.collectives + award.individuals, award.collectives, award.individuals) as recipients,
    award.count_qualifier,
    award.n_articles,
    award.n_sources,
    award.n_languages,
    award.is_contested
from {{ of_touched_stories(ref('fct_awards')) }} as award
inner join {{ of_touched_stories(ref('bridge_fact_place')) }} as place on award.award_key = place.fact_key
where award.part_of_award_key is null
order by award.award_key
