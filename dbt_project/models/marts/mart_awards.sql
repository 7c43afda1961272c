{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
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
    award.is_contested,
    award.first_source_id
from {{ touched(ref('fct_awards'), 'int_retold_stories', 'story_key') }} as award
inner join {{ touched(ref('bridge_fact_place'), 'int_retold_stories', 'story_key') }} as place
    on award.award_key = place.fact_key
where award.part_of_award_key is null
order by award.award_key
