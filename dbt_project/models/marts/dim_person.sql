{{ config(
    materialized='incremental',
    meta={'forget_by': 'person_key', 'forget_in': 'intermediate.int_retold_people'}
) }}

-- One pass over all claims on a person, to one row a spelling: `earliest` and `latest` tell which claim of it comes
-- first, as one text that sorts so.
with told as (
    select
        person_key,
        name,
        name_latin,
        folded_name,
        position,
        is_original,
        is_first_of_person,
        coalesce(cast(published_on as varchar), '9999-12-31') || claim_id as earliest,
        coalesce({{ latest_first('published_on') }}, '9999999') || article_id || claim_id as latest
    from {{ within(ref('int_person_claims'), 'int_retold_people', 'person_key') }}
),

spellings as (
    select
        person_key,
        name,
        is_original,
        count(*) as n_claims_told_so,
        count(*) filter (where is_first_of_person) as n_articles,
        min(folded_name) as folded_name,
        min(earliest) filter (where name_latin is not null) as earliest,
        {{ first_stated('name_latin', 'earliest') }} as name_latin,
        min(latest) filter (where position is not null) as latest,
        {{ first_stated('position', 'latest') }} as position
    from told
    group by person_key, name, is_original
),

counted as (
    select
        *,
        sum(n_claims_told_so) over (partition by person_key, name) as n_claims,
        -- A name is shown with its diacritics when any article writes it so.
        {{ vietnamese_spelling('name', 'is_original') }} is not null
        and {{ fold('name') }} = min(folded_name) over (partition by person_key, name) as is_vietnamese
    from spellings
),

-- The spelling that most claims have, a Vietnamese one first; the position that was told last.
ranked as (
    select
        *,
        {{ order_key(['not is_vietnamese', '-n_claims', 'name', "coalesce(earliest, '')"]) }} as spelling_rank,
        {{ order_key(['not is_original', 'latest']) }} as position_rank
    from counted
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
    cast(sum(n_articles) as bigint) as n_articles
from ranked
group by person_key
order by person_key
