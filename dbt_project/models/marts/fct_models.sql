{{ config(
    materialized='incremental',
    meta={'forget_by': 'model_key', 'forget_in': 'intermediate.int_retold_models'}
) }}

select
    model.model_key,
    model.unit,
    model.level,
    model.province,
    model.district,
    model.commune,
    place.admin_unit_key,
    model.period,
    model.status,
    model.model_count,
    model.count_qualifier,
    model.collective_count,
    model.individual_count,
    model.part_of_model_key,
    model.story_key,
    report.n_articles,
    report.n_sources,
    report.n_languages,
    model.is_contested,
    model.resolution_rule,
    report.first_reported_at,
    report.first_source_id
from {{ touched(ref('int_models'), 'int_retold_models', 'model_key') }} as model
inner join {{ ref('int_fact_reports') }} as report on model.model_key = report.fact_id
left join {{ ref('int_fact_places') }} as place on model.model_key = place.fact_id
order by model.model_key
