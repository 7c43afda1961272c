-- Bodies in touched articles, as they are and as they were: what is known of them is told anew.
select organisation_key
from {{ touched(ref('int_organisation_claims')) }}

union

select organisation_key
from {{ ref('int_touched_organisations') }}
