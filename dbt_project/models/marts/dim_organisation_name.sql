select
    {{ hash_key('organisation name', ['mention.organisation_key', 'mention.name']) }} as organisation_name_key,
    mention.organisation_key,
    mention.name,
    min(article.lang) as lang,
    min(article.published) as first_seen,
    max(article.published) as last_seen,
    count(distinct mention.article_id) as n_articles
from {{ ref('int_organisation_claims') }} as mention
inner join {{ ref('dim_article') }} as article on mention.article_id = article.article_id
group by mention.organisation_key, mention.name
order by organisation_name_key
