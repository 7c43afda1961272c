-- Facts that are placed in this build, as they are and as they were: events and awards of retold stories, and retold
-- counts, whatever stories tell them.
select conference_key as fact_key
from {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }}

union

select award_key as fact_key
from {{ touched(ref('int_awards'), 'int_retold_stories', 'story_key') }}

union

select model_key as fact_key
from {{ ref('int_retold_models') }}

union

select before.fact_key
from {{ as_before('bridge_fact_place', ['fact_key', 'fact_type', 'story_key'], layer='main') }} as before
inner join {{ ref('int_retold_stories') }} as story on before.story_key = story.story_key
where before.fact_type <> 'model'
