-- A claim that leaves province, district or commune open and fits events in two of them tells of either: it joins none.
with partners as (
    select
        claim_id,
        other_province,
        other_place
    from {{ ref('int_event_pairs') }}

    union all

    select
        other_claim_id as claim_id,
        province as other_province,
        place as other_place
    from {{ ref('int_event_pairs') }}
),

places as (
    select
        claim_id,
        count(distinct other_province) as n_provinces,
        count(distinct other_place) as n_places
    from partners
    group by claim_id
)

select
    accepted.claim_id,
    accepted.article_id,
    accepted.other_claim_id,
    accepted.other_article_id,
    accepted.is_only_event
from {{ ref('int_event_pairs') }} as accepted
inner join places as mine on accepted.claim_id = mine.claim_id
inner join places as other on accepted.other_claim_id = other.claim_id
where
    (accepted.province is not null or mine.n_provinces <= 1)
    and (accepted.other_province is not null or other.n_provinces <= 1)
    and (accepted.place is not null or mine.n_places <= 1)
    and (accepted.other_place is not null or other.n_places <= 1)
