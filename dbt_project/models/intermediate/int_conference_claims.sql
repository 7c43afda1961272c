{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

{{ claims_of_facts(
    'conference',
    {
        'date': 'claim.date',
        'kind': 'claim.kind',
        'level': 'claim.level',
        'province': 'claim.province',
        'district': 'claim.district',
        'commune': 'claim.commune',
        'host': 'claim.host',
        'delegates': 'claim.delegates',
        'delegates_qualifier':
            "case when claim.delegates is not null then coalesce(claim.delegates_qualifier, 'exact') end",
    },
    stated=['date', 'kind', 'level', 'province', 'district', 'commune', 'host', 'delegates'],
    compared={
        'province_latin': fold('claim.province'),
        'district_latin': fold('claim.district'),
        'commune_latin': fold('claim.commune'),
    },
    weighed=[
        'date', 'kind', 'level', 'province_latin', 'district_latin', 'commune_latin', 'delegates', 'delegates_qualifier'
    ],
    contradicts="(" ~ dates_contradict('mine.date', 'other.date')
    ~ " or mine.kind <> other.kind or mine.level <> other.level or mine.province_latin <> other.province_latin"
    ~ " or mine.district_latin <> other.district_latin or mine.commune_latin <> other.commune_latin"
    ~ " or " ~ counts_contradict(
        'mine.delegates', 'mine.delegates_qualifier', 'other.delegates', 'other.delegates_qualifier'
    ) ~ ")",
    fact_id='coalesce(component.root, grouped.group_id)',
    joins='left join ' ~ ref('int_conference_components') ~ ' as component on grouped.group_id = component.node'
) }}
