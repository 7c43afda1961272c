-- What tells copies of a text: the smallest hashes of its runs of four words (bottom-k MinHash, Broder 1997). Two texts
-- that share most of their runs share most of these, whatever stands around them; the headline is each paper's own.
{{ config(
    materialized='incremental',
    meta={'forget_by': 'article_id', 'forget_in': 'staging.stg_lake__changed_articles'}
) }}

with articles as (
    select
        article_id,
        lang,
        replace(text, coalesce(title, ''), '') as text
    from {{ touched(ref('stg_lake__articles'), 'stg_lake__changed_articles') }}
),

parted as (
    select
        article_id,
        lang,
        {{ text_parts('text', 'lang') }} as parts
    from articles
)

select
    article_id,
    lang,
    {{ smallest_hashes('parts', 64) }} as signature
from parted
-- Short texts share their few words with many.
where len(parts) >= 40
