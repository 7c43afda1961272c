-- Articles that can change what is known of each other: those of one story, of one event in several stories, of one
-- address. An article tied to no other has no row.
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'intermediate.int_touched_articles'}
) }}

with reached as (
    {{ components(ref('int_article_ties')) }}  -- noqa: PRS
)

select
    node as article_id,
    root as cluster_id
from reached
