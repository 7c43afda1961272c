{{ comes_after('int_retold_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'story_key', 'forget_in': 'intermediate.int_retold_stories'}
) }}

select
    story.story_key,
    min(story.story_rule) as story_rule,
    count(*) as n_articles,
    count(distinct article.lang) as n_languages,
    count(distinct article.source_id) as n_sources,
    min(article.reported_at) as first_reported_at
from {{ touched(ref('int_article_stories')) }} as story
inner join {{ touched(ref('int_articles')) }} as article on story.article_id = article.article_id
group by story.story_key
order by story.story_key
