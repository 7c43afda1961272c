-- Participants as they were before this build.
select distinct participant.participant_key
from {{ as_before('int_participant_claims', ['article_id', 'participant_key']) }} as participant
inner join {{ ref('int_retold_articles') }} as article on participant.article_id = article.article_id
