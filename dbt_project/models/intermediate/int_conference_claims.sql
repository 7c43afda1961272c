{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with claims as (
    select
        claim.claim_id,
        claim.article_id,
        grouped.story_key,
        claim.date,
        claim.kind,
        claim.level,
        claim.province,
        claim.district,
        claim.commune,
        claim.host,
        claim.delegates,
        case when claim.delegates is not null then coalesce(claim.delegates_qualifier, 'exact') end
            as delegates_qualifier,
        article.is_original,
        article.published_on,
        coalesce(component.root, grouped.group_id) as fact_id
    from {{ touched(ref('stg_lake__conference_claims')) }} as claim
    inner join {{ ref('int_conference_groups') }} as grouped on claim.claim_id = grouped.claim_id
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ ref('int_conference_components') }} as component on grouped.group_id = component.node
),

{{ ranked_claims(
    'claims',
    ['date', 'kind', 'level', 'province', 'district', 'commune', 'host', 'delegates'],
    "(" ~ dates_contradict('mine.date', 'other.date')
    ~ " or mine.kind <> other.kind or mine.level <> other.level"
    ~ " or " ~ fold('mine.province') ~ " <> " ~ fold('other.province')
    ~ " or " ~ fold('mine.district') ~ " <> " ~ fold('other.district')
    ~ " or " ~ fold('mine.commune') ~ " <> " ~ fold('other.commune')
    ~ " or " ~ counts_contradict(
        'mine.delegates', 'mine.delegates_qualifier', 'other.delegates', 'other.delegates_qualifier'
    ) ~ ")"
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
    date,
    kind,
    level,
    province,
    district,
    commune,
    host,
    delegates,
    delegates_qualifier
from resolved
