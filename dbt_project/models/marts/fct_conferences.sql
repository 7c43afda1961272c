{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
) }}

select
    conference.conference_key,
    conference.event_date,
    conference.event_on,
    conference.event_date_precision,
    conference.kind,
    conference.level,
    conference.province,
    conference.district,
    conference.commune,
    place.admin_unit_key,
    conference.host,
    host.organisation_key,
    conference.delegates,
    conference.delegates_qualifier,
    conference.story_key,
    report.n_articles,
    report.n_sources,
    report.n_languages,
    conference.is_contested,
    conference.resolution_rule,
    report.first_reported_at,
    report.first_source_id
from {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
inner join {{ ref('int_fact_reports') }} as report on conference.fact_id = report.fact_id
left join {{ ref('int_fact_places') }} as place on conference.fact_id = place.fact_id
left join {{ touched(ref('int_organisation_claims')) }} as host
    on conference.host_claim_id = host.claim_id and host.part = 'host'
order by conference.conference_key
