-- A document is its number, where it holds, and its year. Numbers of the Centre hold everywhere, those of a province's
-- bodies start anew in each province, and a number that does not name its issuer holds in its story only.
with years as (
    select
        number,
        scope,
        min(year) as year,
        count(distinct year) as n_years
    from {{ ref('int_document_mentions') }}
    group by number, scope
)

select
    mention.claim_id,
    mention.article_id,
    {{ hash_key('document', [
        'mention.number', 'mention.scope',
        "coalesce(mention.year, case when years.n_years = 1 then years.year end)"
    ]) }} as document_key
from {{ ref('int_document_mentions') }} as mention
inner join years on mention.number = years.number and mention.scope = years.scope
