{{ config(
    materialized='incremental',
    meta={'forget_by': 'participant_key', 'forget_in': 'intermediate.int_retold_participants'}
) }}

select
    participant_key,
    any_value(conference_key) as conference_key,
    any_value(person_key) as person_key,
    {{ first_stated('part', 'fill_rank') }} as part,
    {{ first_stated('position', 'fill_rank') }} as position,
    count(distinct article_id) as n_articles,
    bool_or(is_contested) as is_contested
from {{ touched(ref('int_participant_claims'), 'int_retold_participants', 'participant_key') }}
group by participant_key
order by participant_key
