-- Numbers of documents in touched articles, as they are and as they were: which year they are of is decided anew.
select number
from {{ touched(ref('int_document_mentions')) }}

union

select claim.folded_number as number
from {{ as_before('int_document_claims', ['article_id', 'folded_number']) }} as claim
inner join {{ ref('int_touched_articles') }} as article on claim.article_id = article.article_id
