{{ comes_after('int_touched_people') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

with claims as (
    select
        scoped.claim_id,
        scoped.article_id,
        scoped.name as folded_name,
        scoped.conference_fact_id,
        person.person_key,
        claim.name,
        claim.name_latin,
        claim.position,
        claim.part,
        article.lang,
        article.is_original,
        article.published,
        article.published_on
    from {{ touched(ref('int_person_scopes'), 'int_retold_articles') }} as scoped
    inner join {{ ref('int_person_keys') }} as person on scoped.name = person.name and scoped.scope = person.scope
    inner join {{ touched(ref('stg_lake__person_claims'), 'int_retold_articles') }} as claim
        on scoped.claim_id = claim.claim_id
    inner join {{ touched(ref('int_articles'), 'int_retold_articles') }} as article
        on scoped.article_id = article.article_id
)

select
    *,
    row_number() over (partition by person_key, article_id order by claim_id) = 1 as is_first_of_person,
    row_number() over (partition by person_key, position, article_id order by claim_id) = 1 as is_first_of_position
from claims
