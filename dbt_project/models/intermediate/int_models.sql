{{ comes_after('int_retold_models') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'model_key', 'forget_in': 'intermediate.int_retold_models'}
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
        },
        scope='int_retold_model_claims',
        column='claim_id'
    ) }}
)

select
    chosen.fact_id as model_key,
    chosen.story_key,
    chosen.model_count,
    chosen.count_qualifier,
    chosen.status,
    chosen.collective_count,
    chosen.individual_count,
    chosen.level,
    chosen.unit,
    chosen.province,
    chosen.district,
    chosen.commune,
    chosen.period,
    chosen.is_contested,
    chosen.resolution_rule,
    case when whole.fact_id <> chosen.fact_id then whole.fact_id end as part_of_model_key
from chosen
left join {{ ref('int_model_claims') }} as whole on chosen.part_of_claim_id = whole.claim_id
