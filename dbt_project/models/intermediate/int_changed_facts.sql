-- Facts of which this build began or ended a version: the history of the others is as it was. In a full build none,
-- since the history of all is told there.
with versions as (
    {{ versions_of_all() }}
)

select distinct version.fact_key
from {{ of_this_build('versions') }} as version
