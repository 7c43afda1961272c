select
    {{ hash_key('position', ['claim.person_key', 'claim.position']) }} as person_position_key,
    claim.person_key,
    claim.position,
    min(article.lang) as lang,
    min(article.published) as first_seen,
    max(article.published) as last_seen,
    count(distinct claim.article_id) as n_articles
from {{ ref('fct_person_claims') }} as claim
inner join {{ ref('dim_article') }} as article on claim.article_id = article.article_id
where claim.position is not null
group by claim.person_key, claim.position
order by person_position_key
