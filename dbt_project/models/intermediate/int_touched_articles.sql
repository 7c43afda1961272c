-- What changed, what shares a key with it now, and what was tied to any of those before. No link between two others
-- has changed, and what is tied to none of these is not theirs to change.
with mates as (
    select distinct other.article_id
    from {{ ref('stg_lake__changed_articles') }} as changed
    inner join {{ ref('int_article_keys') }} as mine on changed.article_id = mine.article_id
    inner join {{ ref('int_article_keys') }} as other on mine.kind = other.kind and mine.value = other.value
    where coalesce(abs(mine.near_day - other.near_day) <= 45, true)
),

changed as (
    select article_id
    from {{ ref('stg_lake__changed_articles') }}

    union

    select article_id
    from mates
)

select article_id
from changed

union

select other.article_id
from changed
inner join {{ as_before('int_article_clusters', ['article_id', 'cluster_id']) }} as mine
    on changed.article_id = mine.article_id
inner join {{ as_before('int_article_clusters', ['article_id', 'cluster_id']) }} as other
    on mine.cluster_id = other.cluster_id
