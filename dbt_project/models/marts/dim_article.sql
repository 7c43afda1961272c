{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

select
    article.article_id,
    article.content_hash,
    article.url,
    article.canonical_url,
    article.original_url,
    {{ hash_key('source', ['article.source_id']) }} as source_key,
    article.source_id,
    article.site,
    {{ hash_key('language', ['article.lang']) }} as language_key,
    article.lang,
    article.title,
    article.published,
    article.published_at,
    article.is_relevant,
    story.story_key,
    landed.text
from {{ touched(ref('int_articles')) }} as article
inner join {{ touched(ref('stg_lake__articles')) }} as landed on article.article_id = landed.article_id
inner join {{ touched(ref('int_article_stories')) }} as story on article.article_id = story.article_id
order by article.article_id
