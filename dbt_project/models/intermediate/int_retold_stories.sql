-- Stories of touched articles, as they are and as they were: what the published tables hold about them is told anew.
select story_key
from {{ touched(ref('int_article_stories')) }}

union

select story_key
from {{ ref('int_touched_stories') }}
