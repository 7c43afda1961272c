-- A person is a folded Latin name with a place and a level of office that agree. Within one story a name is one
-- person; what one story leaves open another may tell, when only one person of that name fits.
with mentions as (
    select
        claim.claim_id,
        claim.article_id,
        story.story_key,
        coalesce({{ fold('claim.name_latin') }}, {{ fold('claim.name') }}, claim.name) as name,
        {{ fold('claim.position') }} as position,
        {{ fold('coalesce(conference.province, article.event_province, article.paper_province)') }} as province,
        {{ fold('conference.district') }} as district,
        {{ fold('conference.commune') }} as commune,
        occasion.conference_fact_id
    from {{ ref('stg_lake__person_claims') }} as claim
    inner join {{ ref('int_article_stories') }} as story on claim.article_id = story.article_id
    inner join {{ ref('int_articles') }} as article on claim.article_id = article.article_id
    left join {{ ref('int_claim_occasions') }} as occasion on claim.claim_id = occasion.claim_id
    left join {{ ref('int_conferences') }} as conference on occasion.conference_fact_id = conference.fact_id
),

levels as (
    select
        mentions.claim_id,
        case
            when count(*) = 1 then min(office.level)
            when count(*) = 2 and bool_or(office.level = 'central') and bool_or(office.level = 'province') then 'province'
        end as level
    from mentions
    inner join {{ ref('office_levels') }} as office on regexp_matches(mentions.position, office.pattern)
    group by mentions.claim_id
),

in_story as (
    select
        mentions.name,
        mentions.story_key,
        case when count(distinct levels.level) = 1 then min(levels.level) end as level,
        case when count(distinct mentions.province) = 1 then min(mentions.province) end as province,
        case when count(distinct mentions.district) = 1 then min(mentions.district) end as district,
        case when count(distinct mentions.commune) = 1 then min(mentions.commune) end as commune
    from mentions
    left join levels on mentions.claim_id = levels.claim_id
    group by mentions.name, mentions.story_key
),

-- What sets one bearer of a name apart: '' is not known.
scoped as (
    select
        name,
        story_key,
        coalesce(level, '') as level,
        case when level = 'central' then 'central' else coalesce(province, '') end as province,
        case when level in ('district', 'commune') then coalesce(district, '') else '' end as district,
        case when level = 'commune' then coalesce(commune, '') else '' end as commune
    from in_story
),

scopes as (
    select distinct
        name,
        level,
        province,
        district,
        commune
    from scoped
),

fuller as (
    select
        vague.name,
        vague.level,
        vague.province,
        vague.district,
        vague.commune,
        min(concat_ws('|', full_scope.level, full_scope.province, full_scope.district, full_scope.commune)) as scope,
        count(*) as n_fitting
    from scopes as vague
    inner join scopes as full_scope
        on
            vague.name = full_scope.name
            and vague.level in ('', full_scope.level)
            and vague.province in ('', full_scope.province)
            and vague.district in ('', full_scope.district)
            and vague.commune in ('', full_scope.commune)
            and concat_ws('|', vague.level, vague.province, vague.district, vague.commune)
            <> concat_ws('|', full_scope.level, full_scope.province, full_scope.district, full_scope.commune)
    group by vague.name, vague.level, vague.province, vague.district, vague.commune
)

select
    mentions.claim_id,
    mentions.article_id,
    mentions.story_key,
    mentions.name as folded_name,
    mentions.conference_fact_id,
    {{ hash_key('person', [
        'mentions.name',
        "case when fuller.n_fitting = 1 then fuller.scope else "
        ~ "concat_ws('|', scoped.level, scoped.province, scoped.district, scoped.commune) end"
    ]) }} as person_key
from mentions
inner join scoped on mentions.name = scoped.name and mentions.story_key = scoped.story_key
left join fuller
    on
        scoped.name = fuller.name
        and scoped.level = fuller.level
        and scoped.province = fuller.province
        and scoped.district = fuller.district
        and scoped.commune = fuller.commune
