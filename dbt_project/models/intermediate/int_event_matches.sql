-- A claim that leaves day, province, district or commune open and fits events of two tells of either: it joins none.
-- So does one that names no host and fits events of two hosts, but for the one whose people it has more of.
with accepted as (
    select *
    from {{ ref('int_event_pairs') }}
    where is_one_event
),

partners as (
    select
        claim_id,
        other_claim_id,
        other_province,
        other_place,
        other_date,
        is_host_open,
        n_people
    from accepted

    union all

    select
        other_claim_id as claim_id,
        claim_id as other_claim_id,
        province as other_province,
        place as other_place,
        date as other_date,
        is_other_host_open as is_host_open,
        n_people
    from accepted
),

places as (
    select
        claim_id,
        count(distinct other_province) as n_provinces,
        count(distinct other_place) as n_places,
        count(distinct other_date) filter (where length(other_date) = 10) as n_days
    from partners
    group by claim_id
),

told_apart as (
    select
        claim_id,
        other_claim_id
    from {{ ref('int_event_pairs') }}
    where not is_one_event

    union all

    select
        other_claim_id as claim_id,
        claim_id as other_claim_id
    from {{ ref('int_event_pairs') }}
    where not is_one_event
),

of_either_host as (
    select distinct
        mine.claim_id,
        mine.other_claim_id
    from partners as mine
    inner join told_apart on mine.other_claim_id = told_apart.claim_id
    inner join partners as rival
        on mine.claim_id = rival.claim_id and told_apart.other_claim_id = rival.other_claim_id
    where mine.is_host_open and rival.n_people >= mine.n_people
)

select
    accepted.claim_id,
    accepted.article_id,
    accepted.other_claim_id,
    accepted.other_article_id,
    accepted.is_only_event
from accepted
inner join places as mine on accepted.claim_id = mine.claim_id
inner join places as other on accepted.other_claim_id = other.claim_id
left join of_either_host as my_hosts
    on accepted.claim_id = my_hosts.claim_id and accepted.other_claim_id = my_hosts.other_claim_id
left join of_either_host as other_hosts
    on accepted.claim_id = other_hosts.other_claim_id and accepted.other_claim_id = other_hosts.claim_id
where
    my_hosts.claim_id is null
    and other_hosts.claim_id is null
    and (accepted.province is not null or mine.n_provinces <= 1)
    and (accepted.other_province is not null or other.n_provinces <= 1)
    and (accepted.place is not null or mine.n_places <= 1)
    and (accepted.other_place is not null or other.n_places <= 1)
    and (length(accepted.date) = 10 or mine.n_days <= 1)
    and (length(accepted.other_date) = 10 or other.n_days <= 1)
