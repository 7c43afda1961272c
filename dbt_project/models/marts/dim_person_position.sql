{{ config(
    materialized='incremental',
    meta={'forget_by': 'person_key', 'forget_in': 'intermediate.int_retold_people'}
) }}

select
    {{ hash_key('position', ['person_key', 'position']) }} as person_position_key,
    person_key,
    position,
    min(lang) as lang,
    min(published) as first_seen,
    max(published) as last_seen,
    count(*) filter (where is_first_of_position) as n_articles
from {{ within(ref('int_person_claims'), 'int_retold_people', 'person_key') }}
where position is not null
group by person_key, position
order by person_position_key
