with shared as (
    select
        min(article_id) over (partition by kind, value) as source,
        article_id as target
    from {{ touched(ref('int_article_keys')) }}
    where kind = 'name'
),

ties as (
    select
        source,
        target
    from shared

    union all

    select
        source,
        target
    from {{ ref('int_story_links') }}

    union all

    select
        article_id as source,
        other_article_id as target
    from {{ ref('int_event_pairs') }}
    where is_one_event
)

select
    source,
    target
from ties
where source <> target

union

select
    target as source,
    source as target
from ties
where source <> target
