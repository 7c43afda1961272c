{{ config(
    materialized='incremental',
    meta={'forget_by': 'organisation_key', 'forget_in': 'intermediate.int_retold_organisations'}
) }}

select
    {{ hash_key('organisation name', ['mention.organisation_key', 'mention.name']) }} as organisation_name_key,
    mention.organisation_key,
    mention.name,
    min(article.lang) as lang,
    min(article.published) as first_seen,
    max(article.published) as last_seen,
    count(distinct mention.article_id) as n_articles
from {{ touched(ref('int_organisation_claims'), 'int_retold_organisations', 'organisation_key') }} as mention
inner join {{ ref('dim_article') }} as article on mention.article_id = article.article_id
group by mention.organisation_key, mention.name
order by organisation_name_key
