-- What a claim tells of whom it names. Of touched articles only: what is kept of a mention is int_person_scopes.
{% set province_of_telling = 'coalesce(conference.province, article.event_province, article.paper_province)' %}

with told as (
    select
        claim.claim_id,
        claim.article_id,
        story.story_key,
        claim.name as written,
        coalesce({{ fold('claim.name_latin') }}, {{ fold('claim.name') }}, claim.name) as name,
        article.is_original,
        {{ fold('claim.position') }} as position,
        -- A province that was only renamed is one, whatever it is called.
        coalesce({{ fold('renamed.name') }}, {{ fold(province_of_telling) }}) as place,
        {{ fold('conference.district') }} as district,
        {{ fold('conference.commune') }} as commune,
        coalesce({{ first_day('conference.event_date') }}, article.published_on) as as_of,
        occasion.conference_fact_id
    from {{ touched(ref('stg_lake__person_claims')) }} as claim
    inner join {{ touched(ref('int_article_stories')) }} as story on claim.article_id = story.article_id
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ touched(ref('int_claim_occasions')) }} as occasion on claim.claim_id = occasion.claim_id
    left join {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
        on occasion.conference_fact_id = conference.fact_id
    left join {{ ref('int_province_names') }} as renamed on {{ fold(province_of_telling) }} = renamed.earlier_name_latin
),

spellings as (
    select
        written,
        name,
        is_original,
        {{ vietnamese_spelling('written', 'is_original') }} as spelling
    from (
        select distinct
            written,
            name,
            is_original
        from told
    ) as each_name
    where {{ fold('written') }} = name
),

positions as (
    select distinct position
    from told
    where position is not null
),

-- A guest's office names the province it is of.
in_position as (
    select
        positions.position,
        min(successor.province) as province
    from positions
    inner join {{ ref('int_province_successors') }} as successor
        on contains(' ' || positions.position || ' ', ' ' || successor.province || ' ')
    group by positions.position
    having count(*) = 1
),

levels as (
    select
        positions.position,
        case
            when count(*) = 1 then min(office.level)
            when
                count(*) = 2 and bool_or(office.level = 'central') and bool_or(office.level = 'province')
                then 'province'
        end as level
    from positions
    inner join {{ ref('office_levels') }} as office on regexp_matches(positions.position, office.pattern)
    group by positions.position
)

select
    told.claim_id,
    told.article_id,
    told.story_key,
    told.name,
    spellings.spelling,
    told.district,
    told.commune,
    told.as_of,
    told.conference_fact_id,
    levels.level,
    coalesce(in_position.province, told.place) as province
from told
left join levels on told.position = levels.position
left join in_position on told.position = in_position.position
left join spellings
    on
        told.written = spellings.written
        and told.name = spellings.name
        and told.is_original = spellings.is_original
