{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with claims as (
    select
        claim.claim_id,
        claim.article_id,
        grouped.story_key,
        grouped.family,
        grouped.fact_id,
        claim.award,
        claim.as_written,
        claim.grantor,
        claim.collectives,
        claim.individuals,
        claim.total,
        case
            when coalesce(claim.collectives, claim.individuals, claim.total) is not null
                then coalesce(claim.count_qualifier, 'exact')
        end as count_qualifier,
        claim.province,
        claim.part_of,
        occasion.conference_fact_id,
        article.is_original,
        article.published_on
    from {{ touched(ref('stg_lake__award_claims')) }} as claim
    inner join {{ ref('int_award_groups') }} as grouped on claim.claim_id = grouped.claim_id
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ touched(ref('int_claim_occasions')) }} as occasion on claim.claim_id = occasion.claim_id
),

{{ ranked_claims(
    'claims',
    ['award', 'grantor', 'collectives', 'individuals', 'total', 'province'],
    "(mine.collectives <> other.collectives or mine.individuals <> other.individuals or mine.total <> other.total"
    ~ " or mine.total <> other.collectives + other.individuals or mine.collectives + mine.individuals <> other.total"
    ~ " or " ~ fold('mine.province') ~ " <> " ~ fold('other.province') ~ ")"
) }}

select
    claim_id,
    article_id,
    story_key,
    fact_id,
    claim_rank,
    fill_rank,
    is_contested,
    resolution_rule,
    family,
    award,
    as_written,
    grantor,
    collectives,
    individuals,
    total,
    count_qualifier,
    province,
    part_of,
    conference_fact_id
from resolved
