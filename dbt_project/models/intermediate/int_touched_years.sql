-- Years that retold facts were counted in before this build.
select distinct cast(place.counted_year as integer) as counted_year
from {{ as_before('bridge_fact_place', ['story_key', 'counted_year'], layer='main') }} as place
inner join {{ ref('int_retold_stories') }} as story on place.story_key = story.story_key
where place.counted_year is not null
