{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

-- Where its events were; of an article without events, where its counts and awards are of.
with events as (
    select
        article_id,
        case when count(distinct {{ fold('province') }}) = 1 then min(province) end as province
    from {{ touched(ref('stg_lake__conference_claims'), 'stg_lake__changed_articles') }}
    where province is not null
    group by article_id
),

figures as (
    select
        article_id,
        province
    from {{ touched(ref('stg_lake__award_claims'), 'stg_lake__changed_articles') }}
    where province is not null

    union all

    select
        article_id,
        province
    from {{ touched(ref('stg_lake__model_claims'), 'stg_lake__changed_articles') }}
    where province is not null
),

provinces as (
    select *
    from events

    union all

    select
        article_id,
        case when count(distinct {{ fold('province') }}) = 1 then min(province) end as province
    from figures
    where article_id not in (select events.article_id from events)
    group by article_id
)

select
    article.article_id,
    article.content_hash,
    article.source_id,
    article.site,
    article.url,
    article.canonical_url,
    article.original_url,
    article.lang,
    article.title,
    article.published,
    article.published_at,
    reading.is_relevant,
    article.lang = 'vi' as is_original,
    {{ first_day('article.published') }} as published_on,
    length(article.published) = 10 as is_published_on_day,
    coalesce(article.published_at, cast({{ first_day('article.published') }} as timestamp)) as reported_at,
    article.province as paper_province,
    provinces.province as event_province
from {{ touched(ref('stg_lake__articles'), 'stg_lake__changed_articles') }} as article
left join {{ touched(ref('stg_lake__readings'), 'stg_lake__changed_articles') }} as reading
    on article.article_id = reading.article_id
left join provinces on article.article_id = provinces.article_id
