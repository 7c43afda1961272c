-- Touched articles, and those in which a person or a document is another now because of what was told elsewhere, with
-- all that tell of the same event.
{% set people = relation_before('int_person_claims') -%}
{% set documents = relation_before('int_document_claims') -%}
with touched as (
    select article_id
    from {{ ref('int_touched_articles') }}
)

{%- if people and documents %},

    renamed as (
        select
            claim.article_id,
            claim.conference_fact_id
        from {{ people }} as claim
        inner join {{ ref('int_touched_names') }} as touched_name on claim.folded_name = touched_name.name
        inner join {{ ref('int_person_keys') }} as person
            on claim.folded_name = person.name and claim.story_key = person.story_key
        where claim.person_key <> person.person_key
    )

    select article_id
    from touched

    union

    select article_id
    from renamed

    union

    select claim.article_id
    from {{ people }} as claim
    inner join renamed on claim.conference_fact_id = renamed.conference_fact_id

    union

    select claim.article_id
    from {{ documents }} as claim
    inner join {{ ref('int_document_keys') }} as document on claim.claim_id = document.claim_id
    where claim.document_key <> document.document_key

{%- else %}

    select article_id
    from touched
    {{ comes_after('int_touched_names') }} {{ comes_after('int_person_keys') }} {{ comes_after('int_document_keys') }}
{%- endif %}
