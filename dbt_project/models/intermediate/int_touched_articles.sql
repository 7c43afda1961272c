-- What changed, what may be tied to it now, and what was tied to any of those before. No link between two others has
-- changed, and what is tied to none of these is not theirs to change. In a full build every article is new.
{% if not goes_on() and execute -%}
select article_id
from {{ ref('stg_lake__changed_articles') }}
{%- else -%}
with mine as (
    select *
    from {{ touched(ref('int_article_keys'), 'stg_lake__changed_articles') }}
),

-- A night tells of few days, and a run of words that all papers use is in texts of all days.
told_days as (
    select distinct near_day
    from mine
),

near_days as (
    select distinct cast(near_day + {{ any_of_days(-45, 45) }} as date) as near_day
    from told_days
),

others as (
    select *
    from {{ ref('int_article_keys') }}
    where {{ is_one_of_few(
        ref('int_article_keys'), 'value', 'mine',
        and_also='(near_day is null or near_day in (select near_days.near_day from near_days))'
    ) }}
),

shared as (
    select
        mine.article_id,
        other.article_id as other_article_id,
        mine.kind
    from mine
    inner join others as other on mine.kind = other.kind and mine.value = other.value
    where
        other.article_id not in (select new.article_id from {{ ref('stg_lake__changed_articles') }} as new)
        and coalesce(
            abs(mine.near_day - other.near_day)
            <= case mine.kind when 'text' then 14 when 'week' then 5 when 'count' then 3 else 45 end, true
        )
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
    select
        *,
        {{ signature_bits('signature') }} as bits
    from {{ ref('int_article_signatures') }}
    where {{ is_one_of_few(ref('int_article_signatures'), 'article_id', 'compared') }}
),

candidates as (
    select
        mine.signature,
        other.article_id as other_article_id,
        other.signature as other_signature
    from texts
    inner join signatures as mine on texts.article_id = mine.article_id
    inner join signatures as other on texts.other_article_id = other.article_id
    where {{ may_be_same_text('mine.bits', 'other.bits') }}
),

same_text as (
    select other_article_id as article_id
    from candidates
    where {{ is_same_text('signature', 'other_signature') }}
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
