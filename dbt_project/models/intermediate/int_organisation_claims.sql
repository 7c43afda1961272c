-- Hosts and grantors as bodies: a body of which each place has one is known by place, any other by its name.
{{ comes_after('int_touched_organisations') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with mentions as (
    select
        claim.claim_id,
        claim.article_id,
        'host' as part,
        claim.host as name,
        claim.level as stated_level,
        conference.province,
        conference.district,
        conference.commune
    from {{ touched(ref('int_conference_claims')) }} as claim
    inner join {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
        on claim.fact_id = conference.fact_id
    where claim.host is not null

    union all

    select
        claim.claim_id,
        claim.article_id,
        'grantor' as part,
        claim.grantor as name,
        conference.level as stated_level,
        coalesce(claim.province, conference.province) as province,
        conference.district,
        conference.commune
    from {{ touched(ref('int_award_claims')) }} as claim
    left join {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
        on claim.conference_fact_id = conference.fact_id
    where claim.grantor is not null
),

folded as (
    select
        *,
        coalesce({{ fold('name') }}, name) as folded_name
    from mentions
),

names as (
    select distinct folded_name
    from folded
),

levels as (
    select
        names.folded_name,
        max_by(office.level, office.depth) as level
    from names
    inner join {{ ref('office_levels') }} as office on regexp_matches(names.folded_name, office.pattern)
    group by names.folded_name
),

recognised as (
    {{ bodies_named('names', 'folded_name') }}
),

placed as (
    select
        folded.claim_id,
        folded.article_id,
        folded.part,
        folded.name,
        folded.folded_name,
        coalesce(recognised.body, 'other') as body,
        coalesce(levels.level, folded.stated_level) as level,
        folded.province,
        folded.district,
        folded.commune,
        coalesce(recognised.is_one_per_place, false) as is_one_per_place
    from folded
    left join levels on folded.folded_name = levels.folded_name
    left join recognised on folded.folded_name = recognised.folded_name
),

scoped as (
    select
        claim_id,
        article_id,
        part,
        name,
        folded_name,
        body,
        level,
        case when level <> 'central' then province end as province,
        case when level in ('district', 'commune') then district end as district,
        case when level = 'commune' then commune end as commune,
        is_one_per_place
        and case level
            when 'central' then true
            when 'province' then province is not null
            when 'district' then province is not null and district is not null
            when 'commune' then province is not null and commune is not null
            else false
        end as is_known_by_place
    from placed
),

keyed as (
    select
        *,
        case
            when is_known_by_place
                then {{ hash_key('organisation', [
                    'body', 'level', fold('province'), fold('district'), fold('commune')
                ]) }}
            else {{ hash_key('organisation', ['folded_name', fold('province')]) }}
        end as organisation_key
    from scoped
)

select
    keyed.claim_id,
    keyed.article_id,
    keyed.part,
    keyed.name,
    keyed.body,
    keyed.level,
    keyed.province,
    keyed.district,
    keyed.commune,
    keyed.organisation_key,
    article.lang,
    article.is_original,
    article.published,
    row_number() over (partition by keyed.organisation_key, keyed.article_id order by keyed.claim_id, keyed.part) = 1
        as is_first_of_organisation,
    row_number() over (
        partition by keyed.organisation_key, keyed.name, keyed.article_id order by keyed.claim_id, keyed.part
    ) = 1 as is_first_of_name
from keyed
inner join {{ touched(ref('int_articles')) }} as article on keyed.article_id = article.article_id
