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
        article.published_on,
        -- A Vietnamese name is shown with its diacritics when any article writes it so.
        article.is_original and {{ fold('claim.name') }} = person.folded_name as is_vietnamese,
        count(*) over (partition by person.person_key, claim.name) as n_claims_of_spelling
    from {{ ref('int_person_claims') }} as person
    inner join {{ ref('stg_lake__person_claims') }} as claim on person.claim_id = claim.claim_id
    inner join {{ ref('int_articles') }} as article on claim.article_id = article.article_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by person_key
            order by is_vietnamese desc, n_claims_of_spelling desc, name asc, published_on asc nulls last, claim_id asc
        ) as spelling_rank,
        row_number() over (
            partition by person_key
            order by is_original desc, published_on desc nulls last, article_id asc, claim_id asc
        ) as position_rank
    from spellings
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
