-- The unit a fact's place names meant at its time; none when several units fit or none does. A count is placed by the
-- names of the day it was told on; by those of its period where they had none then.
with facts as (
    select
        conference.fact_id,
        conference.province,
        conference.district,
        conference.commune,
        coalesce(
            case when length(conference.event_date) >= 7 then {{ first_day('conference.event_date') }} end,
            case
                when
                    conference.event_date is null
                    or left(cast({{ day_in_vietnam('seen.first_reported_at') }} as varchar), 4) = conference.event_date
                    then {{ day_in_vietnam('seen.first_reported_at') }}
            end,
            {{ first_day('conference.event_date') }}
        ) as as_of,
        cast(null as date) as period_began_on,
        true as may_be_of_successor
    from {{ ref('int_conferences') }} as conference
    inner join {{ ref('int_fact_reports') }} as seen on conference.fact_id = seen.fact_id

    union all

    select
        model.model_key as fact_id,
        case when model.level = 'province' then coalesce(model.province, model.unit) else model.province end
            as province,
        case when model.level = 'district' then coalesce(model.district, model.unit) else model.district end
            as district,
        case when model.level = 'commune' then coalesce(model.commune, model.unit) else model.commune end as commune,
        {{ day_in_vietnam('seen.first_reported_at') }} as as_of,
        make_date({{ single_year('model.period') }}, 1, 1) as period_began_on,
        -- What a province that was merged counts is no count of the whole that holds it now.
        coalesce(model.level <> 'province', true) as may_be_of_successor
    from {{ ref('int_models') }} as model
    inner join {{ ref('int_fact_reports') }} as seen on model.model_key = seen.fact_id

    union all

    select
        award.fact_id,
        award.province,
        null as district,
        null as commune,
        coalesce(conference.event_on, {{ day_in_vietnam('seen.first_reported_at') }}) as as_of,
        cast(null as date) as period_began_on,
        true as may_be_of_successor
    from {{ ref('int_awards') }} as award
    inner join {{ ref('int_fact_reports') }} as seen on award.fact_id = seen.fact_id
    left join {{ ref('int_conferences') }} as conference on award.conference_key = conference.conference_key
),

named as (
    select
        facts.fact_id,
        facts.as_of,
        facts.period_began_on,
        facts.may_be_of_successor,
        coalesce(facts.commune, facts.district, facts.province) as name,
        {{ fold('coalesce(facts.commune, facts.district, renamed.name, facts.province)') }} as name_latin,
        {{ fold('coalesce(renamed.name, facts.province)') }} as province,
        {{ fold('facts.district') }} as district,
        case
            when facts.commune is not null then 'commune'
            when facts.district is not null then 'district'
            else 'province'
        end as level
    from facts
    -- Papers go on with a province's old name for a while, and look back under its new one.
    left join {{ ref('int_province_names') }} as renamed on {{ fold('facts.province') }} = renamed.earlier_name_latin
    where coalesce(facts.commune, facts.district, facts.province) is not null
),

units as (
    select
        unit.admin_unit_key,
        unit.level,
        unit.name,
        unit.valid_from,
        unit.valid_to,
        {{ fold("case when unit.level = 'province' then coalesce(renamed.name, unit.name) else unit.name end") }}
            as name_latin,
        {{ fold('coalesce(renamed.name, unit.province)') }} as province_latin,
        {{ fold('unit.district') }} as district_latin
    from {{ ref('int_admin_units') }} as unit
    left join {{ ref('int_province_names') }} as renamed on {{ fold('unit.province') }} = renamed.earlier_name_latin
),

-- The ways to understand a fact's names, the first that fits some unit counts.
understood as (
    select
        fact_id,
        level,
        name,
        name_latin,
        province,
        district,
        coalesce(as_of, period_began_on) as as_of,
        1 as attempt
    from named

    union all

    select
        fact_id,
        level,
        name,
        name_latin,
        province,
        district,
        period_began_on as as_of,
        2 as attempt
    from named
    where period_began_on is not null

    union all

    select
        named.fact_id,
        named.level,
        named.name,
        case when named.level = 'province' then present.name_latin else named.name_latin end as name_latin,
        present.name_latin as province,
        named.district,
        named.as_of,
        3 as attempt
    from named
    inner join {{ ref('int_province_meanings') }} as meant
        on named.province = meant.name_latin and meant.is_after_its_end and named.as_of >= meant.meant_from
    inner join {{ ref('int_admin_units') }} as present on meant.admin_unit_key = present.admin_unit_key
    where named.may_be_of_successor
),

fitting as (
    select
        named.fact_id,
        named.attempt,
        unit.admin_unit_key,
        named.name = unit.name as is_same_spelling
    from understood as named
    inner join units as unit
        on
            named.level = unit.level
            and named.name_latin = unit.name_latin
            and coalesce(named.province = unit.province_latin, true)
            and coalesce(named.district = unit.district_latin, true)
            and coalesce(named.as_of >= unit.valid_from, true)
            and coalesce(named.as_of <= unit.valid_to, true)
)

select
    fact_id,
    case
        when count(*) = 1 then min(admin_unit_key)
        when count(*) filter (where is_same_spelling) = 1 then min(admin_unit_key) filter (where is_same_spelling)
    end as admin_unit_key
from fitting
group by fact_id, attempt
qualify row_number() over (partition by fact_id order by attempt) = 1
