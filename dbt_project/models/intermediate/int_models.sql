{{ comes_after('int_retold_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
) }}

with chosen as (
    {{ believed_values(
        'model',
        {
            'model_count': 'count',
            'count_qualifier': 'count_qualifier',
            'status': 'status',
            'collective_count': 'collective',
            'individual_count': 'individual',
            'level': 'level',
            'unit': 'unit',
            'province': 'province',
            'district': 'district',
            'commune': 'commune',
            'period': 'period',
            'part_of_claim_id': 'part_of',
        }
    ) }}
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
