{{ comes_after('int_retold_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
) }}

with chosen as (
    {{ believed_values(
        'award',
        {
            'family': 'family',
            'award': 'award',
            'grantor': 'grantor',
            'collectives': 'collectives',
            'individuals': 'individuals',
            'total': 'total',
            'count_qualifier': 'count_qualifier',
            'province': 'province',
            'part_of_claim_id': 'part_of',
            'conference_fact_id': 'conference_fact_id',
        },
        told_by={'grantor_claim_id': 'grantor'}
    ) }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by story_key, family, collectives, individuals, total order by first_claim_id
        ) as number_in_story
    from chosen
),

keyed as (
    select
        *,
        {{ hash_key('award', [
            'story_key', 'family', 'collectives', 'individuals', 'total', 'number_in_story'
        ]) }} as award_key
    from numbered
)

select
    keyed.award_key,
    keyed.fact_id,
    keyed.story_key,
    keyed.award,
    keyed.grantor,
    keyed.grantor_claim_id,
    keyed.collectives,
    keyed.individuals,
    keyed.total,
    keyed.count_qualifier,
    coalesce(keyed.province, conference.province) as province,
    conference.conference_key,
    keyed.is_contested,
    keyed.resolution_rule,
    case when whole.award_key <> keyed.award_key then whole.award_key end as part_of_award_key
from keyed
left join {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
    on keyed.conference_fact_id = conference.fact_id
left join {{ touched(ref('int_award_claims')) }} as whole_claim on keyed.part_of_claim_id = whole_claim.claim_id
left join keyed as whole on whole_claim.fact_id = whole.fact_id
