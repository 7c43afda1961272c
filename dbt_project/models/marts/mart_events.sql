{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
) }}

select
    event.conference_key,
    event.story_key,
    place.counted_on,
    place.counted_year,
    place.counted_by,
    place.province_then,
    place.province_now,
    event.district,
    event.commune,
    event.kind,
    event.level,
    event.host,
    event.delegates,
    event.delegates_qualifier,
    event.n_articles,
    event.n_sources,
    event.n_languages,
    event.is_contested,
    event.first_source_id
from {{ touched(ref('fct_conferences'), 'int_retold_stories', 'story_key') }} as event
inner join {{ touched(ref('bridge_fact_place'), 'int_retold_stories', 'story_key') }} as place
    on event.conference_key = place.fact_key
order by event.conference_key
