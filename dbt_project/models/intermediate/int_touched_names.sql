-- Names of people in touched articles, as they are and as they were: who bears them is decided anew.
select name
from {{ touched(ref('int_person_mentions')) }}

union

select claim.folded_name as name
from {{ as_before('int_person_claims', ['article_id', 'folded_name']) }} as claim
inner join {{ ref('int_touched_articles') }} as article on claim.article_id = article.article_id
