{{ comes_after('int_retold_articles') }}
{% set before = relation_before('int_participant_claims') -%}
{% if before -%}
    select distinct participant.participant_key
    from {{ before }} as participant
    inner join {{ ref('int_retold_articles') }} as article on participant.article_id = article.article_id
{%- else -%}
    select cast(null as varchar) as participant_key
    where false
{%- endif %}
