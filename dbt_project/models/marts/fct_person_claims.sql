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
from {{ ref('stg_lake__person_claims') }} as claim
inner join {{ ref('int_person_claims') }} as person on claim.claim_id = person.claim_id
left join {{ ref('int_participant_claims') }} as participant on claim.claim_id = participant.claim_id
order by claim.claim_id
