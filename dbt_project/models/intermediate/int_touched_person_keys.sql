-- Who bore the touched names before this build.
select
    person.name,
    person.scope,
    person.person_key
from {{ as_before('int_person_keys', ['name', 'scope', 'person_key']) }} as person
inner join {{ ref('int_touched_names') }} as touched_name on person.name = touched_name.name
