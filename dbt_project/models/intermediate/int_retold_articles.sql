-- Touched articles, and those in which a person or a document is another now because of what was told elsewhere, with
-- all that tell of the same event.
with changed as (
    select
        person.name,
        person.scope
    from {{ ref('int_person_keys') }} as person
    inner join {{ ref('int_touched_person_keys') }} as earlier
        on person.name = earlier.name and person.scope = earlier.scope
    where person.person_key <> earlier.person_key
),

renamed as (
    select
        people.article_id,
        people.conference_fact_id
    from {{ ref('int_person_scopes') }} as people
    inner join changed on people.name = changed.name and people.scope = changed.scope
)

select article_id
from {{ ref('int_touched_articles') }}

union

select article_id
from renamed

union

select people.article_id
from {{ ref('int_person_scopes') }} as people
inner join renamed on people.conference_fact_id = renamed.conference_fact_id

union

select mention.article_id
from {{ ref('int_document_mentions') }} as mention
inner join {{ ref('int_document_years') }} as document
    on mention.number = document.number and mention.scope = document.scope and mention.year is null
inner join {{ ref('int_touched_document_years') }} as earlier
    on document.number = earlier.number and document.scope = earlier.scope
where document.year is distinct from earlier.year
