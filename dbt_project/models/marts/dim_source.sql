with sources as (
    select source_id
    from {{ ref('int_articles') }}

    union

    select source_id
    from {{ ref('step_outcomes') }}
)

select
    {{ hash_key('source', ['sources.source_id']) }} as source_key,
    sources.source_id,
    {{ sorted_list('article.site') }} as sites,
    count(article.article_id) as n_articles,
    count(distinct article.lang) as n_languages,
    min(article.published) as first_published,
    max(article.published) as last_published
from sources
left join {{ ref('int_articles') }} as article on sources.source_id = article.source_id
group by sources.source_id
order by source_key
