-- The years that touched numbers were known to be of before this build.
select
    document.number,
    document.scope,
    document.year
from {{ as_before('int_document_years', ['number', 'scope', 'year']) }} as document
inner join {{ ref('int_touched_numbers') }} as touched_number on document.number = touched_number.number
