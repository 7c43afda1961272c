-- Of touched articles those of which the row in dim_article is another now: what they say, or which story they tell.
-- Texts lie scattered over the whole table, so those that stay as they are are better left where they are.
{% if not goes_on() and execute -%}
select article_id
from {{ ref('int_touched_articles') }}
{%- else -%}
with published as (
    select
        article_id,
        story_key
    from {{ as_before('dim_article', ['article_id', 'story_key'], layer='main') }}
    where article_id in (select mine.article_id from {{ ref('int_touched_articles') }} as mine)
)

select touched.article_id
from {{ ref('int_touched_articles') }} as touched
left join {{ touched(ref('int_article_stories')) }} as story on touched.article_id = story.article_id
left join published on touched.article_id = published.article_id
where
    published.story_key is distinct from story.story_key
    or touched.article_id in (select changed.article_id from {{ ref('stg_lake__changed_articles') }} as changed)
{%- endif %}
