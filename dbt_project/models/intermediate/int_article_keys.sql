-- Articles that share no key are never tied: a link of two articles of one story or two claims on one event needs one
-- of these values in both. `near_day` narrows a value that many articles bear. Counts told again tie claims, not
-- articles (int_touched_model_claims).
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

with addresses as (
    select *
    from {{ touched(ref('int_article_addresses'), 'stg_lake__changed_articles') }}
    where is_of_one_article
),

articles as (
    select *
    from {{ touched(ref('int_articles'), 'stg_lake__changed_articles') }}
),

events as (
    select
        claim.article_id,
        claim.date,
        claim.kind,
        claim.delegates,
        coalesce(claim.delegates_qualifier, 'exact') as delegates_qualifier,
        {{ event_area('claim', 'successor') }} as area
    from {{ touched(ref('stg_lake__conference_claims'), 'stg_lake__changed_articles') }} as claim
    left join {{ ref('int_province_successors') }} as successor on {{ fold('claim.province') }} = successor.province
),

figures as (
    {{ told_figures('stg_lake__changed_articles') }}
),

keys as (
    select
        article_id,
        'address' as kind,
        address as value,
        cast(null as date) as near_day
    from addresses

    union all

    select
        article_id,
        'name' as kind,
        domain || '/' || last_segment as value,
        null as near_day
    from addresses
    where role in ('own', 'original')

    union all

    select
        address.article_id,
        'slug' as kind,
        address.slug as value,
        article.published_on as near_day
    from addresses as address
    inner join articles as article on address.article_id = article.article_id
    where address.n_words >= 4

    union all

    select
        article_id,
        'title' as kind,
        concat_ws('|', lang, {{ fold('coalesce(event_province, paper_province)') }}, {{ fold('title') }}) as value,
        published_on as near_day
    from articles
    where is_published_on_day and title is not null

    union all

    select
        signature.article_id,
        'text' as kind,
        cast({{ first_ones('signature.signature', 6) }} as varchar) as value,
        article.published_on as near_day
    from {{ touched(ref('int_article_signatures'), 'stg_lake__changed_articles') }} as signature
    inner join articles as article on signature.article_id = article.article_id

    union all

    select
        article_id,
        'event' as kind,
        concat_ws('|', date, kind, area) as value,
        null as near_day
    from events
    where length(date) = 10 and kind is not null and area is not null

    union all

    select
        event.article_id,
        'award' as kind,
        concat_ws('|', event.area, award.collectives, award.individuals) as value,
        article.published_on as near_day
    from events as event
    inner join articles as article on event.article_id = article.article_id
    inner join {{ touched(ref('stg_lake__award_claims'), 'stg_lake__changed_articles') }} as award
        on event.article_id = award.article_id
    where event.area is not null and award.collectives is not null and award.individuals is not null

    union all

    select
        event.article_id,
        'guest' as kind,
        concat_ws('|', event.date, {{ fold('coalesce(person.name_latin, person.name)') }}) as value,
        null as near_day
    from events as event
    inner join {{ touched(ref('stg_lake__person_claims'), 'stg_lake__changed_articles') }} as person
        on event.article_id = person.article_id
    where length(event.date) = 10 and person.part <> 'author'

    union all

    select
        event.article_id,
        'figure' as kind,
        concat_ws('|', event.date, told.figure) as value,
        null as near_day
    from events as event
    inner join figures as told on event.article_id = told.article_id
    where length(event.date) = 10

    union all

    select
        event.article_id,
        'week' as kind,
        concat_ws('|', event.area, event.kind, {{ fold('coalesce(person.name_latin, person.name)') }}) as value,
        article.published_on as near_day
    from events as event
    inner join articles as article on event.article_id = article.article_id
    inner join {{ touched(ref('stg_lake__person_claims'), 'stg_lake__changed_articles') }} as person
        on event.article_id = person.article_id
    where
        event.area is not null and event.kind not in ('meeting', 'other')
        and person.part <> 'author' and article.published_on is not null

    union all

    select
        event.article_id,
        'delegates' as kind,
        concat_ws('|', event.area, event.kind, event.delegates) as value,
        article.published_on as near_day
    from events as event
    inner join articles as article on event.article_id = article.article_id
    where
        event.area is not null and event.kind is not null
        and {{ is_telling_number('event.delegates', 'event.delegates_qualifier') }}

    union all

    select
        counted.article_id,
        'count' as kind,
        max_by(counted.name, counted.count) as value,
        any_value(counted.published_on) as near_day
    from (
        select
            claim.article_id,
            claim.count,
            {{ count_name('claim', 'claim.period') }} as name,
            article.published_on
        from {{ touched(ref('stg_lake__model_claims'), 'stg_lake__changed_articles') }} as claim
        inner join articles as article on claim.article_id = article.article_id
        where
            claim.count >= 100 and article.is_published_on_day
            and claim.article_id not in (select events.article_id from events)
    ) as counted
    where counted.name is not null
    group by counted.article_id
)

select distinct
    article_id,
    kind,
    {{ key_number("kind || '|' || value") }} as value,
    near_day
from keys
where value is not null
