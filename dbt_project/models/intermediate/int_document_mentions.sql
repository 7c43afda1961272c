{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with mentions as (
    select
        claim.claim_id,
        claim.article_id,
        story.story_key,
        claim.kind,
        claim.quote_start,
        replace(replace(upper(replace(claim.number, ' ', '')), 'Đ', 'D'), 'Ð', 'D') as number,
        left(claim.date, 4) as year,
        occasion.conference_fact_id,
        {{ fold('coalesce(conference.province, article.event_province, article.paper_province)') }} as province
    from {{ touched(ref('stg_lake__document_claims')) }} as claim
    inner join {{ touched(ref('int_article_stories')) }} as story on claim.article_id = story.article_id
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ touched(ref('int_claim_occasions')) }} as occasion on claim.claim_id = occasion.claim_id
    left join {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
        on occasion.conference_fact_id = conference.fact_id
)

select
    claim_id,
    article_id,
    quote_start,
    conference_fact_id,
    number,
    year,
    case
        when regexp_matches(number, '(QH[0-9]*|CP|TTG|TW)$') then 'central'
        when regexp_matches(number, '[A-Z]') and province is not null then 'province ' || province
        else concat_ws(' ', 'story', story_key, kind)
    end as scope
from mentions
