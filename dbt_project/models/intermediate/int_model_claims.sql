{{ config(
    materialized='incremental',
    meta={'forget_by': 'claim_id', 'forget_in': 'intermediate.int_retold_model_claims'}
) }}

-- A count is known by the first of its names, or within its story where no claim says of what or of when it is.
{{ claims_of_facts(
    'model',
    {
        'count_name': 'grouped.count_name',
        'count': 'claim.count',
        'count_qualifier': "coalesce(claim.count_qualifier, 'exact')",
        'status': 'claim.status',
        'collective': 'claim.collective',
        'individual': 'claim.individual',
        'level': 'claim.level',
        'unit': 'claim.unit',
        'province': 'claim.province',
        'district': 'claim.district',
        'commune': 'claim.commune',
        'period': 'claim.period',
        'part_of': 'claim.part_of',
    },
    stated=[
        'count', 'status', 'collective', 'individual', 'level', 'unit', 'province', 'district', 'commune', 'period'
    ],
    compared={'unit_latin': fold('claim.unit'), 'years': years_of('claim.period')},
    weighed=['count', 'count_qualifier', 'collective', 'individual', 'level', 'unit_latin', 'years'],
    contradicts="(" ~ counts_contradict('mine.count', 'mine.count_qualifier', 'other.count', 'other.count_qualifier')
    ~ " or mine.collective <> other.collective or mine.individual <> other.individual or mine.level <> other.level"
    ~ " or mine.unit_latin <> other.unit_latin or mine.years <> other.years)",
    fact_id=hash_key('model', [
        'coalesce(min(grouped.count_name) over (partition by coalesce(component.root, grouped.group_id)), '
        ~ 'grouped.group_id)'
    ]),
    joins='left join ' ~ ref('int_model_components') ~ ' as component on grouped.group_id = component.node',
    scope='int_retold_model_claims',
    column='claim_id'
) }}
