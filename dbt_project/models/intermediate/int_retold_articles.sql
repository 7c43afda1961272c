-- Touched articles, and those in which a person or a document is another now because of what was told elsewhere, with
-- all that tell of the same event.
with people as (
    select
        article_id,
        story_key,
        folded_name,
        conference_fact_id,
        person_key
    from {{ as_before(
        'int_person_claims', ['article_id', 'story_key', 'folded_name', 'conference_fact_id', 'person_key']
    ) }}
),

renamed as (
    select
        people.article_id,
        people.conference_fact_id
    from people
    inner join {{ ref('int_touched_names') }} as touched_name on people.folded_name = touched_name.name
    inner join {{ ref('int_person_keys') }} as person
        on people.folded_name = person.name and people.story_key = person.story_key
    where people.person_key <> person.person_key
)

select article_id
from {{ ref('int_touched_articles') }}

union

select article_id
from renamed

union

select people.article_id
from people
inner join renamed on people.conference_fact_id = renamed.conference_fact_id

union

select claim.article_id
from {{ as_before('int_document_claims', ['article_id', 'claim_id', 'document_key']) }} as claim
inner join {{ ref('int_document_keys') }} as document on claim.claim_id = document.claim_id
where claim.document_key <> document.document_key
