{{ comes_after('int_touched_participants') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

with claims as (
    select
        person.claim_id,
        person.article_id,
        person.part,
        person.position,
        person.person_key,
        conference.conference_key,
        {{ hash_key('participant', ['conference.conference_key', 'person.person_key']) }} as fact_id,
        person.is_original,
        person.published_on
    from {{ touched(ref('int_person_claims'), 'int_retold_articles') }} as person
    inner join {{ ref('int_conferences') }} as conference on person.conference_fact_id = conference.fact_id
    where person.part in ('chair', 'speaker', 'attendee', 'awarder')
),

{{ ranked_claims('claims', ['part', 'position'], 'mine.part <> other.part', ['part']) }}

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
