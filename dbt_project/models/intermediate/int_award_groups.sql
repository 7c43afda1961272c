-- The claims of one occasion that are one award. Translations cannot tell bằng khen from giấy khen, so the family
-- counts; a vague word (khen thưởng) is the award that another article names with the same figures.
with claims as (
    select
        claim.claim_id,
        claim.article_id,
        coalesce(conference.story_key, story.story_key) as story_key,
        coalesce(award_type.family, 'other') as family,
        claim.collectives,
        claim.individuals,
        claim.total,
        {{ recipients('claim') }} as recipients,
        concat_ws(
            '|', coalesce(cast(claim.collectives as varchar), '-'), coalesce(cast(claim.individuals as varchar), '-'),
            coalesce(cast(claim.total as varchar), '-')
        ) as figures,
        claim.quote_start
    from {{ touched(ref('stg_lake__award_claims')) }} as claim
    inner join {{ touched(ref('int_article_stories')) }} as story on claim.article_id = story.article_id
    left join {{ ref('award_types') }} as award_type on claim.award = award_type.award
    left join {{ touched(ref('int_claim_occasions')) }} as occasion on claim.claim_id = occasion.claim_id
    left join {{ touched(ref('int_conferences'), 'int_retold_stories', 'story_key') }} as conference
        on occasion.conference_fact_id = conference.fact_id
),

named as (
    select
        story_key,
        figures,
        min(family) as family,
        list(article_id) as article_ids
    from claims
    where family not in ('commendation', 'other') and recipients is not null
    group by story_key, figures
    having count(distinct family) = 1
),

told as (
    select
        claims.*,
        case
            when claims.family in ('commendation', 'other') and not list_contains(named.article_ids, claims.article_id)
                then named.family
            else claims.family
        end as told_family
    from claims
    left join named on claims.story_key = named.story_key and claims.figures = named.figures
),

counted as (
    select
        *,
        count(*) over (partition by article_id, story_key, told_family) as n_of_family_in_article,
        row_number() over (
            partition by article_id, story_key, told_family, recipients order by quote_start, claim_id
        ) as number_in_article
    from told
),

per_family as (
    select
        story_key,
        told_family,
        max(n_of_family_in_article) = 1 as is_one_award
    from counted
    group by story_key, told_family
)

select
    counted.claim_id,
    counted.article_id,
    counted.story_key,
    counted.told_family as family,
    case
        when per_family.is_one_award then {{ hash_key('grant', ['counted.story_key', 'counted.told_family']) }}
        else {{ hash_key('grant', [
            'counted.story_key', 'counted.told_family', 'counted.recipients', 'counted.number_in_article'
        ]) }}
    end as fact_id
from counted
inner join per_family on counted.story_key = per_family.story_key and counted.told_family = per_family.told_family
