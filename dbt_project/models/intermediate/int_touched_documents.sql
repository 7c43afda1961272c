-- Documents in retold articles as they were before this build.
select distinct document.document_key
from {{ as_before('int_document_claims', ['article_id', 'document_key']) }} as document
inner join {{ ref('int_retold_articles') }} as article on document.article_id = article.article_id
