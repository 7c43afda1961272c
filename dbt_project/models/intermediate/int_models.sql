{{ comes_after('int_touched_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_touched_stories'}
) }}

with chosen as (
    select
        fact_id,
        min(story_key) as story_key,
        min(claim_id) as first_claim_id,
        {{ first_stated('count', 'fill_rank') }} as model_count,
        {{ first_stated('count_qualifier', 'fill_rank') }} as count_qualifier,
        {{ first_stated('status', 'fill_rank') }} as status,
        {{ first_stated('collective', 'fill_rank') }} as collective_count,
        {{ first_stated('individual', 'fill_rank') }} as individual_count,
        {{ first_stated('level', 'fill_rank') }} as level,
        {{ first_stated('unit', 'fill_rank') }} as unit,
        {{ first_stated('province', 'fill_rank') }} as province,
        {{ first_stated('district', 'fill_rank') }} as district,
        {{ first_stated('commune', 'fill_rank') }} as commune,
        {{ first_stated('period', 'fill_rank') }} as period,
        {{ first_stated('part_of', 'fill_rank') }} as part_of_claim_id,
        bool_or(is_contested) as is_contested,
        any_value(resolution_rule) as resolution_rule
    from {{ touched(ref('int_model_claims')) }}
    group by fact_id
),

numbered as (
    select
        *,
        row_number() over (
            partition by story_key, status, model_count
            order by unit nulls last, level nulls last, period nulls last, first_claim_id
        ) as number_in_story
    from chosen
),

keyed as (
    select
        *,
        {{ hash_key('model', ['story_key', 'status', 'model_count', 'number_in_story']) }} as model_key
    from numbered
)

select
    keyed.model_key,
    keyed.fact_id,
    keyed.story_key,
    keyed.model_count,
    keyed.count_qualifier,
    keyed.status,
    keyed.collective_count,
    keyed.individual_count,
    keyed.level,
    keyed.unit,
    keyed.province,
    keyed.district,
    keyed.commune,
    keyed.period,
    keyed.is_contested,
    keyed.resolution_rule,
    case when whole.model_key <> keyed.model_key then whole.model_key end as part_of_model_key
from keyed
left join {{ touched(ref('int_model_claims')) }} as whole_claim on keyed.part_of_claim_id = whole_claim.claim_id
left join keyed as whole on whole_claim.fact_id = whole.fact_id
