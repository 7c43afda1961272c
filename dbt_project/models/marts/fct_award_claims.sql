{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

select
    claim.claim_id,
    award.award_key,
    claim.article_id,
    claim.quote,
    claim.quote_start,
    claim.quote_end,
    claim.sentence,
    claim.rule,
    resolved.claim_rank = 1 as is_chosen,
    claim.award,
    claim.as_written,
    claim.grantor,
    claim.collectives,
    claim.individuals,
    claim.total,
    claim.count_qualifier,
    claim.province,
    claim.part_of
from {{ touched(ref('stg_lake__award_claims')) }} as claim
inner join {{ touched(ref('int_award_claims')) }} as resolved on claim.claim_id = resolved.claim_id
inner join {{ touched(ref('int_awards'), 'int_retold_stories', 'story_key') }} as award
    on resolved.fact_id = award.fact_id
order by claim.claim_id
