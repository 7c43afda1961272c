-- A document is its number, where it holds, and its year. Numbers of the Centre hold everywhere, those of a province's
-- bodies start anew in each province, and a number that does not name its issuer holds in its story only.
with mentions as (
    select
        claim.claim_id,
        claim.article_id,
        story.story_key,
        claim.kind,
        claim.quote_start,
        replace(replace(upper(replace(claim.number, ' ', '')), 'Đ', 'D'), 'Ð', 'D') as number,
        left(claim.date, 4) as year,
        occasion.conference_fact_id,
        {{ fold('coalesce(conference.province, article.event_province, article.paper_province)') }} as province
    from {{ ref('stg_lake__document_claims') }} as claim
    inner join {{ ref('int_article_stories') }} as story on claim.article_id = story.article_id
    inner join {{ ref('int_articles') }} as article on claim.article_id = article.article_id
    left join {{ ref('int_claim_occasions') }} as occasion on claim.claim_id = occasion.claim_id
    left join {{ ref('int_conferences') }} as conference on occasion.conference_fact_id = conference.fact_id
),

scoped as (
    select
        *,
        case
            when regexp_matches(number, '(QH[0-9]*|CP|TTG|TW)$') then 'central'
            when regexp_matches(number, '[A-Z]') and province is not null then 'province ' || province
            else concat_ws(' ', 'story', story_key, kind)
        end as scope
    from mentions
),

years as (
    select
        number,
        scope,
        min(year) as year,
        count(distinct year) as n_years
    from scoped
    group by number, scope
)

select
    scoped.claim_id,
    scoped.article_id,
    scoped.quote_start,
    scoped.conference_fact_id,
    scoped.number as folded_number,
    {{ hash_key('document', [
        'scoped.number', 'scoped.scope',
        "coalesce(scoped.year, case when years.n_years = 1 then years.year end)"
    ]) }} as document_key
from scoped
inner join years on scoped.number = years.number and scoped.scope = years.scope
