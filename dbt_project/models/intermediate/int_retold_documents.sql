-- Documents in retold articles, as they are and as they were: what is known of them is told anew.
select document_key
from {{ touched(ref('int_document_claims'), 'int_retold_articles') }}

union

select document_key
from {{ ref('int_touched_documents') }}
