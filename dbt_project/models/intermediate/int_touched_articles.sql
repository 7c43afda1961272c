-- What changed, what may be tied to it now, and what was tied to any of those before. No link between two others has
-- changed, and what is tied to none of these is not theirs to change. In a full build every article is new.
{% if not goes_on() and execute -%}
select article_id
from {{ ref('stg_lake__changed_articles') }}
{%- else -%}
with shared as (
    select
        mine.article_id,
        other.article_id as other_article_id,
        mine.kind
    from {{ ref('stg_lake__changed_articles') }} as changed
    inner join {{ ref('int_article_keys') }} as mine on changed.article_id = mine.article_id
    inner join {{ ref('int_article_keys') }} as other on mine.kind = other.kind and mine.value = other.value
    where
        other.article_id not in (select new.article_id from {{ ref('stg_lake__changed_articles') }} as new)
        and coalesce(abs(mine.near_day - other.near_day) <= case when mine.kind = 'text' then 14 else 45 end, true)
),

-- One run of words is in many texts: only one that is the same for the most part is tied by it.
texts as (
    select distinct
        article_id,
        other_article_id
    from shared
    where kind = 'text'
),

compared as (
    select article_id
    from texts

    union

    select other_article_id as article_id
    from texts
),

signatures as (
    select *
    from {{ ref('int_article_signatures') }}
    where {{ is_one_of_few(ref('int_article_signatures'), 'article_id', 'compared') }}
),

same_text as (
    select texts.other_article_id as article_id
    from texts
    inner join signatures as mine on texts.article_id = mine.article_id
    inner join signatures as other on texts.other_article_id = other.article_id
    where {{ is_same_text('mine.signature', 'other.signature') }}
),

changed as (
    select article_id
    from {{ ref('stg_lake__changed_articles') }}

    union

    select other_article_id as article_id
    from shared
    where kind <> 'text'

    union

    select article_id
    from same_text
)

select article_id
from changed

union

-- Asked for by their clusters: a large one joined with itself is the square of it.
select clustered.article_id
from {{ as_before('int_article_clusters', ['article_id', 'cluster_id']) }} as clustered
where
    clustered.cluster_id in (
        select mine.cluster_id
        from {{ as_before('int_article_clusters', ['article_id', 'cluster_id']) }} as mine
        inner join changed on mine.article_id = changed.article_id
    )
{%- endif %}
