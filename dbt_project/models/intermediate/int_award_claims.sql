{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

{{ claims_of_facts(
    'award',
    {
        'family': 'grouped.family',
        'award': 'claim.award',
        'as_written': 'claim.as_written',
        'grantor': 'claim.grantor',
        'collectives': 'claim.collectives',
        'individuals': 'claim.individuals',
        'total': 'claim.total',
        'count_qualifier':
            "case when coalesce(claim.collectives, claim.individuals, claim.total) is not null"
            ~ " then coalesce(claim.count_qualifier, 'exact') end",
        'province': 'claim.province',
        'part_of': 'claim.part_of',
        'conference_fact_id': 'occasion.conference_fact_id',
    },
    stated=['award', 'grantor', 'collectives', 'individuals', 'total', 'province'],
    compared={'province_latin': fold('claim.province')},
    weighed=['collectives', 'individuals', 'total', 'province_latin'],
    contradicts="(mine.collectives <> other.collectives or mine.individuals <> other.individuals"
    ~ " or mine.total <> other.total or mine.total <> other.collectives + other.individuals"
    ~ " or mine.collectives + mine.individuals <> other.total or mine.province_latin <> other.province_latin)",
    joins='left join ' ~ touched(ref('int_claim_occasions')) ~ ' as occasion on claim.claim_id = occasion.claim_id'
) }}
