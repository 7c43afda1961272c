with spellings as (
    select
        person.person_key,
        claim.claim_id,
        claim.article_id,
        claim.name,
        claim.name_latin,
        person.folded_name,
        claim.position,
        article.is_original,
        article.published_on
    from {{ ref('int_person_claims') }} as person
    inner join {{ ref('stg_lake__person_claims') }} as claim on person.claim_id = claim.claim_id
    inner join {{ ref('int_articles') }} as article on claim.article_id = article.article_id
),

counted as (
    select
        person_key,
        name,
        count(*) as n_claims,
        {{ fold('name') }} = min(folded_name) as is_the_name
    from spellings
    group by person_key, name
),

-- A Vietnamese name is shown with its diacritics when any article writes it so.
told as (
    select
        spellings.*,
        counted.n_claims,
        spellings.is_original and counted.is_the_name as is_vietnamese
    from spellings
    inner join counted on spellings.person_key = counted.person_key and spellings.name = counted.name
),

-- The spelling that most claims have, a Vietnamese one first; the position that was told last.
ranked as (
    select
        *,
        {{ order_key([
            'not is_vietnamese', '-n_claims', 'name', "coalesce(published_on, date '9999-12-31')", 'claim_id'
        ]) }} as spelling_rank,
        {{ order_key([
            'not is_original', 'published_on is null',
            '-coalesce(' ~ days_since_2000('published_on') ~ ', 0)', 'article_id', 'claim_id'
        ]) }} as position_rank
    from told
)

select
    person_key,
    coalesce(
        {{ first_stated('name_latin', 'spelling_rank') }},
        {{ first_stated('name', 'spelling_rank') }}
    ) as name_latin,
    case
        when bool_or(is_vietnamese) then {{ first_stated('name', 'spelling_rank') }}
        else coalesce(
                {{ first_stated('name_latin', 'spelling_rank') }}, {{ first_stated('name', 'spelling_rank') }}
            )
    end as display_name,
    {{ sorted_list('name') }} as spellings,
    {{ first_stated('position', 'position_rank') }} as position,
    count(distinct article_id) as n_articles
from ranked
group by person_key
order by person_key
