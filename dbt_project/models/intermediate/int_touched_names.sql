-- Names of people in touched articles, as they are and as they were: who bears them is decided anew.
select name
from {{ touched(ref('int_person_mentions')) }}

{% set before = relation_before('int_person_claims') -%}
{%- if before %}
    union

    select claim.folded_name as name
    from {{ before }} as claim
    inner join {{ ref('int_touched_articles') }} as article on claim.article_id = article.article_id
{%- else %}
    group by name
{%- endif %}
