{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

with given as (
    select
        article_id,
        'own' as role,
        canonical_url as address
    from {{ touched(ref('int_articles'), 'stg_lake__changed_articles') }}
    where canonical_url is not null

    union all

    -- A site whose articles are known by number alone has canonical addresses without slugs.
    select
        article_id,
        'fetched' as role,
        {{ canonical('url') }} as address
    from {{ touched(ref('int_articles'), 'stg_lake__changed_articles') }}
    where {{ canonical('url') }} <> canonical_url

    union all

    select
        article_id,
        'original' as role,
        {{ canonical('original_url') }} as address
    from {{ touched(ref('int_articles'), 'stg_lake__changed_articles') }}
    where original_url is not null
),

taken_apart as (
    select
        article_id,
        role,
        address,
        {{ domain('address') }} as domain,
        {{ last_segment('address') }} as last_segment,
        {{ slug('address') }} as slug
    from given
    where address is not null
)

select
    article_id,
    role,
    address,
    domain,
    last_segment,
    slug,
    coalesce(length(slug) - length(replace(slug, '-', '')) + 1, 0) as n_words,
    -- A link to a home page or a section names no article, and would put all that carry it into one story. An article's
    -- own address is of one at any rate, but what is few words long is what many are called.
    coalesce(
        regexp_matches(last_segment, '\d{3,}')
        or length(slug) - length(replace(slug, '-', '')) >= case when role = 'original' then 5 else 4 end, false
    ) as is_of_one_article
from taken_apart
