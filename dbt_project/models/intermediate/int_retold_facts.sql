-- Facts that are placed in this build, as they are and as they were: events and awards of touched stories, and counts
-- that are resolved again, whatever stories tell them.
select conference_key as fact_key
from {{ of_touched_stories(ref('int_conferences')) }}

union

select award_key as fact_key
from {{ of_touched_stories(ref('int_awards')) }}

union

select model_key as fact_key
from {{ ref('int_retold_models') }}

union

select before.fact_key
from {{ as_before('bridge_fact_place', ['fact_key', 'fact_type', 'story_key'], layer='main') }} as before
inner join {{ ref('int_touched_stories') }} as story on before.story_key = story.story_key
where before.fact_type <> 'model'
