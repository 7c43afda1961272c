-- A number is of the year that is told of it, where no other is. It may be told by another article.
{{ comes_after('int_touched_document_years') }}
{{ config(
    materialized='incremental',
    meta={'forget_by': 'number', 'forget_in': 'intermediate.int_touched_numbers'}
) }}

select
    number,
    scope,
    {{ only_value('year') }} as year
from {{ within(ref('int_document_mentions'), 'int_touched_numbers', 'number') }}
group by number, scope
