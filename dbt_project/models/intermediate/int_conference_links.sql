-- Events of different stories that are one: a round-up and the report of one of its events.
with pairs as (
    select distinct
        mine.group_id as source,
        other.group_id as target
    from {{ ref('int_event_matches') }} as match
    inner join {{ ref('int_conference_groups') }} as mine on match.claim_id = mine.claim_id
    inner join {{ ref('int_conference_groups') }} as other on match.other_claim_id = other.claim_id
    where mine.story_key <> other.story_key
)

select
    source,
    target
from pairs

union

select
    target as source,
    source as target
from pairs
