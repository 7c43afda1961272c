-- People in retold articles, as they are and as they were: what is known of them is told anew.
select person_key
from {{ touched(ref('int_person_claims'), 'int_retold_articles') }}

union

select person_key
from {{ ref('int_touched_people') }}
