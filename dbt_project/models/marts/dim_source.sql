with articles as (
    select
        source_id,
        {{ sorted_list('site') }} as sites,
        count(*) as n_articles,
        count(distinct lang) as n_languages,
        min(published) as first_published,
        max(published) as last_published
    from {{ ref('int_articles') }}
    group by source_id
),

sources as (
    select source_id
    from articles

    union

    select source_id
    from {{ ref('step_outcomes') }}
)

select
    {{ hash_key('source', ['sources.source_id']) }} as source_key,
    sources.source_id,
    {{ or_empty('articles.sites') }} as sites,
    coalesce(articles.n_articles, 0) as n_articles,
    coalesce(articles.n_languages, 0) as n_languages,
    articles.first_published,
    articles.last_published
from sources
left join articles on sources.source_id = articles.source_id
order by source_key
