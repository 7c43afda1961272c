{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

select
    claim.claim_id,
    person.person_key,
    participant.participant_key,
    claim.article_id,
    claim.quote,
    claim.quote_start,
    claim.quote_end,
    claim.sentence,
    claim.rule,
    coalesce(participant.claim_rank = 1, false) as is_chosen,
    claim.name,
    claim.name_latin,
    claim.position,
    claim.part
from {{ touched(ref('stg_lake__person_claims'), 'int_retold_articles') }} as claim
inner join {{ touched(ref('int_person_claims'), 'int_retold_articles') }} as person
    on claim.claim_id = person.claim_id
left join {{ touched(ref('int_participant_claims'), 'int_retold_articles') }} as participant
    on claim.claim_id = participant.claim_id
order by claim.claim_id
