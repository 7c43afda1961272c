-- Stories as they were before this build.
select distinct story.story_key
from {{ as_before('int_article_stories', ['article_id', 'story_key']) }} as story
inner join {{ ref('int_touched_articles') }} as article on story.article_id = article.article_id
