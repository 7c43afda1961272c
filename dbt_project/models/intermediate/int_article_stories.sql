-- A story's natural key is the address of its original, without what differs between language editions of one site.
{{ comes_after('int_touched_stories') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with articles as (
    select
        article.article_id,
        coalesce(component.root, article.article_id) as root,
        coalesce(
            original.domain || '/' || original.last_segment,
            own.domain || '/' || own.last_segment,
            article.canonical_url,
            article.article_id
        ) as natural_key
    from {{ touched(ref('int_articles')) }} as article
    left join {{ ref('int_story_components') }} as component on article.article_id = component.node
    left join {{ touched(ref('int_article_addresses')) }} as own
        on article.article_id = own.article_id and own.role = 'own' and own.is_of_one_article
    left join {{ touched(ref('int_article_addresses')) }} as original
        on article.article_id = original.article_id and original.role = 'original' and original.is_of_one_article
),

weakest as (
    select
        source as article_id,
        max_by(rule, rule_rank) as rule,
        max(rule_rank) as rule_rank
    from {{ ref('int_story_links') }}
    group by source
),

stories as (
    select
        articles.root,
        min(articles.natural_key) as natural_key,
        min(articles.article_id) as first_article_id,
        max_by(weakest.rule, weakest.rule_rank) as story_rule
    from articles
    left join weakest on articles.article_id = weakest.article_id
    group by articles.root
),

told_apart as (
    select
        root,
        story_rule,
        natural_key,
        first_article_id,
        row_number() over (partition by natural_key order by first_article_id) = 1 as is_first_of_key
    from stories
),

keyed as (
    select
        root,
        story_rule,
        case
            when is_first_of_key then {{ hash_key('story', ['natural_key']) }}
            else {{ hash_key('story', ['natural_key', 'first_article_id']) }}
        end as story_key
    from told_apart
)

select
    articles.article_id,
    keyed.story_key,
    coalesce(keyed.story_rule, 'single article') as story_rule
from articles
inner join keyed on articles.root = keyed.root
