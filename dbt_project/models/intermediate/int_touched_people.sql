-- People in retold articles as they were before this build.
select distinct person.person_key
from {{ as_before('int_person_claims', ['article_id', 'person_key']) }} as person
inner join {{ ref('int_retold_articles') }} as article on person.article_id = article.article_id
