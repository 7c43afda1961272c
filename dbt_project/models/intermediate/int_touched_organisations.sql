-- Bodies in touched articles as they were before this build.
select distinct organisation.organisation_key
from {{ as_before('int_organisation_claims', ['article_id', 'organisation_key']) }} as organisation
inner join {{ ref('int_touched_articles') }} as article on organisation.article_id = article.article_id
