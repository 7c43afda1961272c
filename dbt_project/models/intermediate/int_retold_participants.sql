-- Participants behind retold articles, as they are and as they were.
select participant_key
from {{ touched(ref('int_participant_claims'), 'int_retold_articles') }}

union

select participant_key
from {{ ref('int_touched_participants') }}
