-- Two articles of one story, and the rule that says so; certainty falls with rule_rank.
with addresses as (
    select
        address.*,
        article.lang,
        article.published_on,
        article.is_published_on_day,
        {{ place_of_telling('article', 'successor') }} as event_province
    from {{ touched(ref('int_article_addresses')) }} as address
    inner join {{ touched(ref('int_articles')) }} as article on address.article_id = article.article_id
    left join {{ ref('int_province_successors') }} as successor
        on {{ fold('article.event_province') }} = successor.province
    where address.is_of_one_article
),

same_original as (
    select
        min(article_id) over (partition by address) as source,
        article_id as target
    from addresses
),

-- A headline that is used year after year must not pair all that ever bore it. Of two days within 45 of each other
-- one's stretch of 46 days is the other's or the next to it.
slugs as (
    select
        *,
        {{ days_since_2000('published_on') }} // 46 as stretch
    from addresses
    where n_words >= 4
),

same_slug as (
    select
        mine.article_id as source,
        other.article_id as target
    from (
        select
            *,
            {{ first_ones('[stretch - 1, stretch, stretch + 1]', 3) }} as near_stretch
        from slugs
        where stretch is not null
    ) as mine
    inner join slugs as other
        on mine.slug = other.slug and mine.near_stretch = other.stretch and mine.article_id < other.article_id
    where
        abs(mine.published_on - other.published_on)
        <= case
            when mine.n_words >= 8 and mine.event_province = other.event_province then 45
            when mine.is_published_on_day and other.is_published_on_day then 14
            else 45
        end
        and case
            when mine.domain = other.domain then mine.last_segment = other.last_segment
            when mine.n_words >= 6 then coalesce(mine.event_province = other.event_province, true)
            -- A short one is common: it must be of one province, and of one time.
            else
                mine.event_province = other.event_province
                and mine.is_published_on_day and other.is_published_on_day
                and abs(mine.published_on - other.published_on) <= 3
        end
),

-- An article without a day stands near all. Of those that a site gave one name, or one slug for one province, the first
-- is compared with the others and stands for its like.
same_name as (
    select
        min(case when stretch is null then article_id end) over (partition by domain, last_segment) as source,
        article_id as target
    from slugs
),

undated as (
    select
        slug,
        domain,
        event_province,
        min(article_id) as article_id
    from slugs
    where stretch is null and n_words >= 6
    group by slug, domain, event_province
),

same_slug_undated as (
    select
        undated.article_id as source,
        slugs.article_id as target
    from undated
    inner join slugs on undated.slug = slugs.slug and undated.domain <> slugs.domain
    where coalesce(undated.event_province = slugs.event_province, true)
),

titles as (
    select
        article_id,
        lang,
        published_on,
        {{ fold('title') }} as title,
        {{ fold('coalesce(event_province, paper_province)') }} as province
    from {{ touched(ref('int_articles')) }}
    where is_published_on_day
),

same_title as (
    select
        mine.article_id as source,
        other.article_id as target
    from titles as mine
    inner join titles as other
        on
            mine.title = other.title
            and mine.lang = other.lang
            and mine.province = other.province
            and mine.article_id < other.article_id
    where
        abs(mine.published_on - other.published_on) <= 3
        and length(mine.title) >= case when mine.lang in ('zh', 'ja', 'ko', 'th', 'lo') then 12 else 30 end
),

texts as (
    select
        signature.article_id,
        signature.lang,
        signature.signature,
        article.published_on,
        {{ place_of_telling('article', 'successor') }} as event_province
    from {{ touched(ref('int_article_signatures')) }} as signature
    inner join {{ touched(ref('int_articles')) }} as article on signature.article_id = article.article_id
    left join {{ ref('int_province_successors') }} as successor
        on {{ fold('article.event_province') }} = successor.province
),

-- A fortnight has one number: what lies within one of another has the same or the next.
found_by as (
    select
        article_id,
        lang,
        published_on,
        event_province,
        {{ signature_bits('signature') }} as bits,
        {{ first_ones('signature', 6) }} as small_hash,
        {{ days_since_2000('published_on') }} // 15 as fortnight
    from texts
),

-- Formulas that all papers use pair very many: what numbers tell apart needs no comparing of signatures.
-- A notice that each province fills in with its own figures is no copy of another's.
candidates as (
    select distinct
        mine.article_id as source,
        other.article_id as target
    from (
        select
            *,
            {{ first_ones('[fortnight - 1, fortnight, fortnight + 1]', 3) }} as near_fortnight
        from found_by
    ) as mine
    inner join found_by as other
        on
            mine.small_hash = other.small_hash
            and mine.lang = other.lang
            and mine.near_fortnight = other.fortnight
            and mine.article_id < other.article_id
    where
        abs(mine.published_on - other.published_on) <= 14
        and coalesce(mine.event_province = other.event_province, true)
        and {{ may_be_same_text('mine.bits', 'other.bits') }}
),

same_text as (
    select
        candidates.source,
        candidates.target
    from candidates
    inner join texts as mine on candidates.source = mine.article_id
    inner join texts as other on candidates.target = other.article_id
    where {{ is_same_text('mine.signature', 'other.signature') }}
),

-- What many are called and worded like: headlines of a season, notices that are filled in.
alike as (
    select
        source,
        target,
        'same slug' as rule,
        2 as rule_rank
    from same_slug

    union all

    select
        source,
        target,
        'same slug' as rule,
        2 as rule_rank
    from same_name
    where source <> target

    union all

    select
        source,
        target,
        'same slug' as rule,
        2 as rule_rank
    from same_slug_undated
    where source <> target

    union all

    select
        source,
        target,
        'same title' as rule,
        3 as rule_rank
    from same_title

    union all

    select
        source,
        target,
        'same text' as rule,
        4 as rule_rank
    from same_text
),

only_events as (
    select
        event.article_id,
        event.lang,
        event.date,
        event.level,
        event.territory,
        event.district,
        event.commune,
        address.domain
    from {{ ref('int_event_claims') }} as event
    left join addresses as address on event.article_id = address.article_id and address.role = 'own'
    where event.n_in_article = 1
),

-- Two that each tell one event, of two provinces, districts, communes or days, tell two. A translation may call a
-- district a province, and the editions of one site may mistake the district; another paper, or a translation, may
-- misprint a day by one or two.
alike_of_one_event as (
    select
        alike.source,
        alike.target,
        alike.rule,
        alike.rule_rank
    from alike
    left join only_events as mine on alike.source = mine.article_id
    left join only_events as other on alike.target = other.article_id
    where
        coalesce(mine.territory = other.territory, true)
        and (
            coalesce(mine.domain = other.domain and mine.lang <> other.lang, false)
            or (
                coalesce(mine.district = other.district, true)
                and coalesce(mine.commune = other.commune, true)
                and not coalesce(mine.lang = other.lang and mine.level <> other.level, false)
            )
        )
        and not coalesce(
            length(mine.date) = 10 and length(other.date) = 10
            and abs({{ first_day('mine.date') }} - {{ first_day('other.date') }})
            > case when mine.domain = other.domain and mine.lang = other.lang then 0 else 2 end, false
        )
),

-- Of articles that tell no event, those that count the same are one told in two languages; in one language a report may
-- recite a number, but not its parts as well.
counted as materialized (  -- else DuckDB names the counts of all articles to find those without a name
    select
        claim.article_id,
        article.lang,
        article.published_on,
        claim.count,
        {{ count_name('claim', 'claim.period') }} as name
    from {{ touched(ref('stg_lake__model_claims')) }} as claim
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ ref('int_event_claims') }} as event on claim.article_id = event.article_id
    where event.article_id is null and article.is_published_on_day and claim.count >= 100
),

counts as (
    select
        article_id,
        any_value(lang) as lang,
        any_value(published_on) as published_on,
        max_by(name, count) as largest,
        {{ sorted_list('name') }} as names
    from counted
    where name is not null
    group by article_id
),

same_count as (
    select
        mine.article_id as source,
        other.article_id as target
    from counts as mine
    inner join counts as other on mine.largest = other.largest and mine.article_id < other.article_id
    where
        abs(mine.published_on - other.published_on) <= 3
        and (mine.lang <> other.lang or {{ n_in_both('mine.names', 'other.names') }} >= 3)
),

links as (
    select
        source,
        target,
        'original link' as rule,
        1 as rule_rank
    from same_original
    where source <> target

    union all

    select *
    from alike_of_one_event

    union all

    select
        source,
        target,
        'same count' as rule,
        6 as rule_rank
    from same_count

    union all

    select
        article_id as source,
        other_article_id as target,
        'same event' as rule,
        5 as rule_rank
    from {{ ref('int_event_matches') }}
    where is_only_event
),

surest as (
    select
        source,
        target,
        min_by(rule, rule_rank) as rule,
        min(rule_rank) as rule_rank
    from links
    group by source, target
)

select
    source,
    target,
    rule,
    rule_rank
from surest

union all

select
    target as source,
    source as target,
    rule,
    rule_rank
from surest
