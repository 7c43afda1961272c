-- Which of its article's events a person, an award or a document belongs to: the event last told before it, else the
-- first one told.
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with claims as (
    select
        claim_id,
        article_id,
        quote_start
    from {{ touched(ref('stg_lake__person_claims')) }}

    union all

    select
        claim_id,
        article_id,
        quote_start
    from {{ touched(ref('stg_lake__award_claims')) }}

    union all

    select
        claim_id,
        article_id,
        quote_start
    from {{ touched(ref('stg_lake__document_claims')) }}
),

events as (
    select
        conference.claim_id as conference_claim_id,
        conference.article_id,
        conference.quote_start,
        resolved.fact_id
    from {{ touched(ref('stg_lake__conference_claims')) }} as conference
    inner join {{ touched(ref('int_conference_claims')) }} as resolved on conference.claim_id = resolved.claim_id
)

select
    claims.claim_id,
    claims.article_id,
    events.fact_id as conference_fact_id
from claims
inner join events on claims.article_id = events.article_id
qualify row_number() over (
        partition by claims.claim_id
        order by
            events.quote_start <= claims.quote_start desc,
            abs(claims.quote_start - events.quote_start),
            events.conference_claim_id
    ) = 1
