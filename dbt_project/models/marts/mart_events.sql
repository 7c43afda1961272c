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
    event.is_contested
from {{ ref('fct_conferences') }} as event
inner join {{ ref('bridge_fact_place') }} as place on event.conference_key = place.fact_key
order by event.conference_key
