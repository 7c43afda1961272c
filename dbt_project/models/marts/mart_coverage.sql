with articles as (
    select
        source_id,
        lang,
        is_relevant,
        story_key,
        published,
        left(published, 7) as published_month,
        case when length(published) >= 7 then {{ first_day('left(published, 7)') }} end as month_on
    from {{ ref('dim_article') }}
)

select
    {{ hash_key('coverage', ['source_id', 'lang', 'published_month']) }} as coverage_key,
    source_id,
    lang,
    month_on,
    count(*) as n_articles,
    count(*) filter (where is_relevant) as n_relevant_articles,
    count(distinct story_key) filter (where is_relevant) as n_stories,
    min(published) as first_published,
    max(published) as last_published
from articles
group by source_id, lang, published_month, month_on
order by coverage_key
