{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with claims as (
    select
        claim.claim_id,
        claim.article_id,
        grouped.story_key,
        claim.count,
        coalesce(claim.count_qualifier, 'exact') as count_qualifier,
        claim.status,
        claim.collective,
        claim.individual,
        claim.level,
        claim.unit,
        claim.province,
        claim.district,
        claim.commune,
        claim.period,
        claim.part_of,
        article.is_original,
        article.published_on,
        coalesce(component.root, grouped.group_id) as fact_id
    from {{ touched(ref('stg_lake__model_claims')) }} as claim
    inner join {{ ref('int_model_groups') }} as grouped on claim.claim_id = grouped.claim_id
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ ref('int_model_components') }} as component on grouped.group_id = component.node
),

{{ ranked_claims(
    'claims',
    ['count', 'status', 'collective', 'individual', 'level', 'unit', 'province', 'district', 'commune', 'period'],
    "(" ~ counts_contradict('mine.count', 'mine.count_qualifier', 'other.count', 'other.count_qualifier')
    ~ " or mine.collective <> other.collective or mine.individual <> other.individual or mine.level <> other.level"
    ~ " or " ~ fold('mine.unit') ~ " <> " ~ fold('other.unit')
    ~ " or " ~ years_of('mine.period') ~ " <> " ~ years_of('other.period') ~ ")"
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
    count,
    count_qualifier,
    status,
    collective,
    individual,
    level,
    unit,
    province,
    district,
    commune,
    period,
    part_of
from resolved
