{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_retold_articles'}
) }}

select
    mention.claim_id,
    mention.article_id,
    mention.story_key,
    mention.name as folded_name,
    mention.conference_fact_id,
    person.person_key
from {{ touched(ref('int_person_mentions'), 'int_retold_articles') }} as mention
inner join {{ ref('int_person_keys') }} as person
    on mention.name = person.name and mention.story_key = person.story_key
