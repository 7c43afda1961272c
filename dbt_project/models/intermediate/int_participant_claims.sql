with claims as (
    select
        claim.claim_id,
        claim.article_id,
        claim.part,
        claim.position,
        person.person_key,
        conference.conference_key,
        {{ hash_key('participant', ['conference.conference_key', 'person.person_key']) }} as fact_id,
        article.is_original,
        article.published_on
    from {{ ref('stg_lake__person_claims') }} as claim
    inner join {{ ref('int_person_claims') }} as person on claim.claim_id = person.claim_id
    inner join {{ ref('int_articles') }} as article on claim.article_id = article.article_id
    inner join {{ ref('int_conferences') }} as conference on person.conference_fact_id = conference.fact_id
    where claim.part in ('chair', 'speaker', 'attendee', 'awarder')
),

{{ ranked_claims('claims', ['part', 'position'], 'mine.part <> other.part') }}

select
    claim_id,
    article_id,
    fact_id as participant_key,
    conference_key,
    person_key,
    part,
    position,
    claim_rank,
    fill_rank,
    is_contested
from resolved
