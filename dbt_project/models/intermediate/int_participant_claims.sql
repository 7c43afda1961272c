{{ comes_after('int_touched_participants') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

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
    from {{ touched(ref('stg_lake__person_claims'), 'int_retold_articles') }} as claim
    inner join {{ touched(ref('int_person_claims'), 'int_retold_articles') }} as person
        on claim.claim_id = person.claim_id
    inner join {{ touched(ref('int_articles'), 'int_retold_articles') }} as article
        on claim.article_id = article.article_id
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
