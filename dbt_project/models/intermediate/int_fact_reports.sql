-- How widely a fact was reported.
with claims as (
    select
        fact_id,
        article_id
    from {{ touched(ref('int_conference_claims')) }}

    union all

    select
        fact_id,
        article_id
    from {{ touched(ref('int_model_claims'), 'int_retold_model_claims', 'claim_id') }}

    union all

    select
        fact_id,
        article_id
    from {{ touched(ref('int_award_claims')) }}
)

select
    claims.fact_id,
    count(distinct claims.article_id) as n_articles,
    count(distinct article.source_id) as n_sources,
    count(distinct article.lang) as n_languages,
    min(article.reported_at) as first_reported_at,
    min_by(
        article.source_id, (coalesce(article.reported_at, cast('infinity' as timestamp)), article.article_id)
    ) as first_source_id
from claims
inner join {{ ref('int_articles') }} as article on claims.article_id = article.article_id
group by claims.fact_id
