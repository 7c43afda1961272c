with versions as (
    {{ versions_of(ref('hist_conferences'), 'conference') }}

    union all

    {{ versions_of(ref('hist_models'), 'model') }}

    union all

    {{ versions_of(ref('hist_awards'), 'award') }}

    union all

    {{ versions_of(ref('hist_conference_participants'), 'participant') }}

    union all

    {{ versions_of(ref('hist_document_references'), 'document_reference') }}
)

select
    fact_key,
    published_from
from versions
where published_to <= published_from
