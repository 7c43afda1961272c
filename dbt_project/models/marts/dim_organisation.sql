{{ config(
    materialized='incremental',
    meta={'forget_by': 'organisation_key', 'forget_in': 'intermediate.int_retold_organisations'}
) }}

with mentions as (
    select
        mention.*,
        article.is_original,
        count(*) over (partition by mention.organisation_key, mention.name) as n_claims_of_name
    from {{ touched(ref('int_organisation_claims'), 'int_retold_organisations', 'organisation_key') }} as mention
    inner join {{ ref('int_articles') }} as article on mention.article_id = article.article_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by organisation_key order by is_original desc, n_claims_of_name desc, name asc, claim_id asc
        ) as name_rank
    from mentions
)

select
    organisation_key,
    {{ first_stated('body', 'name_rank') }} as body,
    {{ first_stated('name', 'name_rank') }} as display_name,
    {{ first_stated('level', 'name_rank') }} as level,
    {{ first_stated('province', 'name_rank') }} as province,
    {{ first_stated('district', 'name_rank') }} as district,
    {{ first_stated('commune', 'name_rank') }} as commune,
    {{ sorted_list('name') }} as spellings,
    count(distinct article_id) as n_articles
from ranked
group by organisation_key
order by organisation_key
