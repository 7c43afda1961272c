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
        any_value(family) as family,
        {{ first_stated('award', 'fill_rank') }} as award,
        {{ first_stated('grantor', 'fill_rank') }} as grantor,
        min_by(claim_id, fill_rank) filter (where grantor is not null) as grantor_claim_id,
        {{ first_stated('collectives', 'fill_rank') }} as collectives,
        {{ first_stated('individuals', 'fill_rank') }} as individuals,
        {{ first_stated('total', 'fill_rank') }} as total,
        {{ first_stated('count_qualifier', 'fill_rank') }} as count_qualifier,
        {{ first_stated('province', 'fill_rank') }} as province,
        {{ first_stated('part_of', 'fill_rank') }} as part_of_claim_id,
        {{ first_stated('conference_fact_id', 'fill_rank') }} as conference_fact_id,
        bool_or(is_contested) as is_contested,
        any_value(resolution_rule) as resolution_rule
    from {{ touched(ref('int_award_claims')) }}
    group by fact_id
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
left join {{ ref('int_conferences') }} as conference on keyed.conference_fact_id = conference.fact_id
left join {{ touched(ref('int_award_claims')) }} as whole_claim on keyed.part_of_claim_id = whole_claim.claim_id
left join keyed as whole on whole_claim.fact_id = whole.fact_id
