-- A person is a folded Latin name with a place and a level of office that agree. Within one story a name is one
-- person; what one story leaves open another may tell, when only one person of that name fits.
with told as (
    select
        claim.claim_id,
        claim.article_id,
        story.story_key,
        coalesce({{ fold('claim.name_latin') }}, {{ fold('claim.name') }}, claim.name) as name,
        {{ fold('claim.position') }} as position,
        {{ fold('coalesce(conference.province, article.event_province, article.paper_province)') }} as place,
        {{ fold('conference.district') }} as district,
        {{ fold('conference.commune') }} as commune,
        coalesce({{ first_day('conference.event_date') }}, article.published_on) as as_of,
        occasion.conference_fact_id
    from {{ ref('stg_lake__person_claims') }} as claim
    inner join {{ ref('int_article_stories') }} as story on claim.article_id = story.article_id
    inner join {{ ref('int_articles') }} as article on claim.article_id = article.article_id
    left join {{ ref('int_claim_occasions') }} as occasion on claim.claim_id = occasion.claim_id
    left join {{ ref('int_conferences') }} as conference on occasion.conference_fact_id = conference.fact_id
),

-- A guest's office names the province it is of.
in_position as (
    select
        told.claim_id,
        min(successor.province) as province
    from told
    inner join {{ ref('int_province_successors') }} as successor
        on contains(' ' || told.position || ' ', ' ' || successor.province || ' ')
    group by told.claim_id
    having count(*) = 1
),

levels as (
    select
        told.claim_id,
        case
            when count(*) = 1 then min(office.level)
            when
                count(*) = 2 and bool_or(office.level = 'central') and bool_or(office.level = 'province')
                then 'province'
        end as level
    from told
    inner join {{ ref('office_levels') }} as office on regexp_matches(told.position, office.pattern)
    group by told.claim_id
),

mentions as (
    select
        told.*,
        levels.level,
        coalesce(in_position.province, told.place) as province
    from told
    left join levels on told.claim_id = levels.claim_id
    left join in_position on told.claim_id = in_position.claim_id
),

in_story as (
    select
        name,
        story_key,
        case when count(distinct level) = 1 then min(level) end as level,
        case when count(distinct province) = 1 then min(province) end as province,
        case when count(distinct district) = 1 then min(district) end as district,
        case when count(distinct commune) = 1 then min(commune) end as commune,
        min(as_of) as as_of
    from mentions
    group by name, story_key
),

-- What sets one bearer of a name apart: '' is not known. From July 2025 the name of a merged province does not tell
-- which of its former ones an office is of.
scoped as (
    select
        in_story.name,
        in_story.story_key,
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
),

scopes as (
    select distinct
        name,
        level,
        province_now,
        province_then,
        district,
        commune,
        concat_ws('|', level, province_now, province_then, district, commune) as scope
    from scoped
),

fitting as (
    select
        vague.name,
        vague.scope,
        full_scope.scope as full_scope
    from scopes as vague
    inner join scopes as full_scope
        on
            vague.name = full_scope.name
            and vague.level in ('', full_scope.level)
            and vague.province_now in ('', full_scope.province_now)
            and vague.province_then in ('', full_scope.province_then)
            and vague.district in ('', full_scope.district)
            and vague.commune in ('', full_scope.commune)
            and vague.scope <> full_scope.scope
),

fullest as (
    select
        fitting.name,
        fitting.scope,
        min(fitting.full_scope) as full_scope
    from fitting
    left join fitting as fuller on fitting.name = fuller.name and fitting.full_scope = fuller.scope
    where fuller.scope is null
    group by fitting.name, fitting.scope
    having count(*) = 1
)

select
    mentions.claim_id,
    mentions.article_id,
    mentions.story_key,
    mentions.name as folded_name,
    mentions.conference_fact_id,
    {{ hash_key('person', [
        'mentions.name',
        "coalesce(fullest.full_scope, concat_ws('|', scoped.level, scoped.province_now, scoped.province_then, "
        ~ "scoped.district, scoped.commune))"
    ]) }} as person_key
from mentions
inner join scoped on mentions.name = scoped.name and mentions.story_key = scoped.story_key
left join fullest
    on
        scoped.name = fullest.name
        and concat_ws('|', scoped.level, scoped.province_now, scoped.province_then, scoped.district, scoped.commune)
        = fullest.scope
