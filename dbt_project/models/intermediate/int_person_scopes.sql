-- What tells the bearer of a name from others of that name, as far as one story says: within it a name is one person,
-- unless it is spelt in two ways.
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with spelt as (
    select
        name,
        story_key,
        {{ only_value('spelling') }} as spelling
    from {{ ref('int_person_mentions') }}
    group by name, story_key
),

-- Who leaves the spelling open has the only one of the story; of two nobody knows which.
told as (
    select
        mention.* exclude (spelling),
        coalesce(mention.spelling, spelt.spelling, '') as spelling
    from {{ ref('int_person_mentions') }} as mention
    inner join spelt on mention.name = spelt.name and mention.story_key = spelt.story_key
),

in_story as (
    select
        name,
        story_key,
        spelling,
        {{ only_value('level') }} as level,
        {{ only_value('province') }} as province,
        {{ only_value('district') }} as district,
        {{ only_value('commune') }} as commune,
        min(as_of) as as_of
    from told
    group by name, story_key, spelling
),

-- What sets one bearer of a name apart: '' is not known. From July 2025 the name of a merged province does not tell
-- which of its former ones an office is of.
placed as (
    select
        in_story.name,
        in_story.story_key,
        in_story.spelling,
        coalesce(in_story.level, '') as level,
        case
            when in_story.level = 'central' then 'central'
            else coalesce(successor.province_now, in_story.province, '')
        end as province_now,
        case
            when in_story.level = 'central' then 'central'
            when
                in_story.as_of >= date '2025-07-01' and successor.province_now = in_story.province
                and successor.is_merged
                then ''
            else coalesce(in_story.province, '')
        end as province_then,
        case when in_story.level in ('district', 'commune') then coalesce(in_story.district, '') else '' end
            as district,
        case when in_story.level = 'commune' then coalesce(in_story.commune, '') else '' end as commune
    from in_story
    left join {{ ref('int_province_successors') }} as successor on in_story.province = successor.province
)

select
    told.claim_id,
    told.article_id,
    told.story_key,
    told.name,
    told.conference_fact_id,
    concat_ws(
        '|', placed.level, placed.province_now, placed.province_then, placed.district, placed.commune, placed.spelling
    ) as scope
from told
inner join placed
    on told.name = placed.name and told.story_key = placed.story_key and told.spelling = placed.spelling
