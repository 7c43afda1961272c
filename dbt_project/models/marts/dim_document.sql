with mentions as (
    select
        document.document_key,
        claim.number,
        claim.kind,
        claim.date,
        document.article_id,
        row_number() over (
            partition by document.document_key
            order by article.is_original desc, length(claim.date) desc nulls last, claim.claim_id
        ) as mention_rank
    from {{ ref('int_document_claims') }} as document
    inner join {{ ref('stg_lake__document_claims') }} as claim on document.claim_id = claim.claim_id
    inner join {{ ref('int_articles') }} as article on claim.article_id = article.article_id
)

select
    document_key,
    {{ first_stated('number', 'mention_rank') }} as number,
    {{ first_stated('kind', 'mention_rank') }} as kind,
    max_by(date, length(date) * 1000000 - mention_rank) filter (where date is not null) as document_date,
    count(distinct article_id) as n_articles
from mentions
group by document_key
order by document_key
