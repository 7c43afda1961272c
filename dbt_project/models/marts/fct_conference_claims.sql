{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

select
    claim.claim_id,
    conference.conference_key,
    claim.article_id,
    claim.quote,
    claim.quote_start,
    claim.quote_end,
    claim.sentence,
    claim.rule,
    resolved.claim_rank = 1 as is_chosen,
    claim.date,
    claim.date_precision,
    claim.kind,
    claim.level,
    claim.province,
    claim.district,
    claim.commune,
    claim.host,
    claim.delegates,
    claim.delegates_qualifier
from {{ touched(ref('stg_lake__conference_claims')) }} as claim
inner join {{ touched(ref('int_conference_claims')) }} as resolved on claim.claim_id = resolved.claim_id
inner join {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
    on resolved.fact_id = conference.fact_id
order by claim.claim_id
