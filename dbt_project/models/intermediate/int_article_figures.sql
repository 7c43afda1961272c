-- Figures by which two reports of one event are known, beside its delegates: how many models it counted, and how many
-- got an award. Small ones are everywhere.
select
    article_id,
    'models ' || count as figure
from {{ touched(ref('stg_lake__model_claims')) }}
where count >= 20 and coalesce(count_qualifier, 'exact') = 'exact'

union

select
    claim.article_id,
    'recipients ' || {{ recipients('claim') }} as figure
from {{ touched(ref('stg_lake__award_claims')) }} as claim
where {{ recipients('claim') }} >= 10 and coalesce(claim.count_qualifier, 'exact') = 'exact'
