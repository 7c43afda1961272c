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

select claim.article_id
from {{ as_before('int_document_claims', ['article_id', 'claim_id', 'document_key']) }} as claim
inner join {{ ref('int_document_keys') }} as document on claim.claim_id = document.claim_id
where claim.document_key <> document.document_key
