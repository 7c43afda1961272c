-- The claims of one story that are one count. Where no article states two counts of a status, and units and periods
-- do not differ, they are one count, however many models each claim says it were; else the counts tell them apart.
-- Large counts do not happen twice: one whose period nobody in its story tells is of the year in which it is told. Nor
-- do all but small ones in one story: a number that no article tells twice is of the status that most articles give it.
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with in_stories as (
    select
        claim.*,
        story.story_key,
        article.published_on
    from {{ touched(ref('stg_lake__model_claims')) }} as claim
    inner join {{ touched(ref('int_article_stories')) }} as story on claim.article_id = story.article_id
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
),

statuses as (
    select
        story_key,
        count,
        status,
        count(*) as n_claims
    from in_stories
    where count >= 20
    group by story_key, count, status
),

told_once as (
    select
        story_key,
        count
    from in_stories
    where count >= 20
    group by story_key, count
    having
        count(distinct status) > 1 and count(*) = count(distinct article_id)
        and count(distinct {{ fold('unit') }}) <= 1
),

one_status as (
    select
        told_once.story_key,
        told_once.count,
        first(statuses.status order by statuses.n_claims desc, statuses.status asc) as status
    from told_once
    inner join statuses on told_once.story_key = statuses.story_key and told_once.count = statuses.count
    group by told_once.story_key, told_once.count
),

told as (
    select
        claim.* replace (coalesce(one_status.status, claim.status) as status),
        case
            when claim.period is not null then claim.period
            when
                claim.count >= 100
                and not bool_or(claim.period is not null) over (
                    partition by claim.story_key, coalesce(one_status.status, claim.status), claim.count
                )
                then cast(year(claim.published_on) as varchar)
        end as told_period
    from in_stories as claim
    left join one_status on claim.story_key = one_status.story_key and claim.count = one_status.count
),

claims as (
    select
        claim.claim_id,
        claim.article_id,
        claim.story_key,
        claim.status,
        claim.count,
        {{ fold('claim.unit') }} as unit,
        {{ years_of('claim.period') }} as years,
        {{ count_name('claim', 'claim.told_period') }} as count_name,
        claim.quote_start
    from told as claim
),

counted as (
    select
        *,
        count(*) over (partition by article_id, status) as n_of_status_in_article,
        row_number() over (
            partition by article_id, status, count order by quote_start, claim_id
        ) as number_in_article
    from claims
),

per_status as (
    select
        story_key,
        status,
        max(n_of_status_in_article) = 1 and count(distinct unit) <= 1 and count(distinct years) <= 1 as is_one_count
    from counted
    group by story_key, status
)

select
    counted.claim_id,
    counted.article_id,
    counted.story_key,
    case
        when per_status.is_one_count then {{ hash_key('count', ['counted.story_key', 'counted.status']) }}
        else {{ hash_key('count', [
            'counted.story_key', 'counted.status', 'counted.count', 'counted.number_in_article'
        ]) }}
    end as group_id,
    counted.count_name || '|' || counted.number_in_article as count_name
from counted
inner join per_status
    on counted.story_key = per_status.story_key and counted.status is not distinct from per_status.status
