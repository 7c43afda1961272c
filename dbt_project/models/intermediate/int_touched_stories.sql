-- Stories as they were before this build: what the published tables hold about them is told anew.
{{ comes_after('int_touched_articles') }}
{% set before = relation_before('int_article_stories') -%}
{% if before -%}
    select distinct story.story_key
    from {{ before }} as story
    inner join {{ ref('int_touched_articles') }} as touched on story.article_id = touched.article_id
{%- else -%}
    select cast(null as varchar) as story_key
    where false
{%- endif %}
