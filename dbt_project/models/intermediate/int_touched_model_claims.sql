-- Claims as they were before this build, of the counts that it may change: those that a touched article told or tells
-- now, and their parts, which name them. Any other count keeps its claims: its stories are as they were, and nobody
-- tells it anew.
with before as (
    select
        claim_id,
        article_id,
        fact_id,
        count_name,
        part_of,
        claim_rank
    from {{ as_before(
        'int_model_claims', ['claim_id', 'article_id', 'fact_id', 'count_name', 'part_of', 'claim_rank']
    ) }}
),

named as (
    select distinct count_name
    from {{ touched(ref('int_model_groups')) }}
),

changed as (
    select before.fact_id
    from before
    inner join {{ ref('int_touched_articles') }} as article on before.article_id = article.article_id

    union

    select before.fact_id
    from before
    inner join named on before.count_name = named.count_name
),

touched as (
    select fact_id
    from changed

    union

    select part.fact_id
    from before as part
    inner join before as whole on part.part_of = whole.claim_id
    inner join changed on whole.fact_id = changed.fact_id
)

select
    before.claim_id,
    before.article_id,
    before.fact_id,
    before.claim_rank = 1 as is_chosen
from before
inner join touched on before.fact_id = touched.fact_id
