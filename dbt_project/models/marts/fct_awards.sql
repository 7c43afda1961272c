{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
) }}

select
    award.award_key,
    award_type.award_type_key,
    award.award,
    award.grantor,
    grantor.organisation_key,
    award.province,
    place.admin_unit_key,
    award.conference_key,
    award.collectives,
    award.individuals,
    award.total,
    award.count_qualifier,
    award.part_of_award_key,
    award.story_key,
    report.n_articles,
    report.n_sources,
    report.n_languages,
    award.is_contested,
    award.resolution_rule,
    report.first_reported_at,
    report.first_source_id
from {{ touched(ref('int_awards'), 'int_retold_stories', 'story_key') }} as award
inner join {{ ref('int_fact_reports') }} as report on award.fact_id = report.fact_id
left join {{ ref('dim_award_type') }} as award_type on award.award = award_type.award
left join {{ ref('int_fact_places') }} as place on award.fact_id = place.fact_id
left join {{ touched(ref('int_organisation_claims')) }} as grantor
    on award.grantor_claim_id = grantor.claim_id and grantor.part = 'grantor'
order by award.award_key
