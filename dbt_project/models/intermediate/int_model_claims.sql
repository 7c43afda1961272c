{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

{{ claims_of_facts(
    'model',
    {
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
    contradicts="(" ~ counts_contradict('mine.count', 'mine.count_qualifier', 'other.count', 'other.count_qualifier')
    ~ " or mine.collective <> other.collective or mine.individual <> other.individual or mine.level <> other.level"
    ~ " or mine.unit_latin <> other.unit_latin or mine.years <> other.years)",
    fact_id='coalesce(component.root, grouped.group_id)',
    joins='left join ' ~ ref('int_model_components') ~ ' as component on grouped.group_id = component.node'
) }}
