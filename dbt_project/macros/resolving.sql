{# Resolving: which claims are one thing, and which of them is believed. #}

{# What a count of models is called wherever it is told: a count of the same status, size, unit and period is one in
   whatever story it is told again. Null when unit or period is not known. #}
{% macro count_name(claim, period) -%}
    case when {{ claim }}.unit is not null and {{ period }} is not null then
            concat_ws(
                '|', {{ claim }}.status, {{ claim }}.count, {{ fold(claim ~ '.unit') }}, coalesce({{ claim }}.level, ''),
                coalesce({{ fold(claim ~ '.province') }}, ''), {{ period }}
            )
    end
{%- endmacro %}

{# The value of `column` that all rows of a group state which state one; null when they differ. #}
{% macro only_value(column) -%}
    case when min({{ column }}) = max({{ column }}) then min({{ column }}) end
{%- endmacro %}

{# The spelling of a name in Vietnamese: its letters without tones, then the tone of each syllable, so that it is one
   wherever the tone stands ("Hoà", "Hòa"). Null when the name leaves it open: written in another language without
   letters that no other has, or with a syllable that Vietnamese cannot leave unmarked ("Duc", "Nguyen"). #}
{% macro vietnamese_spelling(name, is_original) -%}
    {%- set toned = 'áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ' -%}
    {%- set toneless = 'aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy' -%}
    {%- set tones = '´`?~.' * 12 -%}
    {%- set only_vietnamese = 'ạảặẳẵằắậẩẫầấẹẻẽệểễềếỉịĩọỏộổỗồốợởỡờớơụủũựửữừứưỵỷỹỳ' -%}
    {%- set words = words_with_marks(name) -%}
    case
        when
            ({{ is_original }} or regexp_matches({{ words }}, '[{{ only_vietnamese }}]'))
            and not regexp_matches({{ words }}, '(^| )[^ {{ toned }}]*(c|ch|p|t)( |$)|ie|ye|uo')
            then translate({{ words }}, '{{ toned }}', '{{ toneless }}') || ' '
                || regexp_replace(translate({{ words }}, '{{ toned }}', '{{ tones }}'), '[\p{L}\p{N}]', '', 'g')
    end
{%- endmacro %}

{# Two dates contradict each other when neither is the other told more precisely. #}
{% macro dates_contradict(mine, other) -%}
    (not starts_with({{ mine }}, {{ other }}) and not starts_with({{ other }}, {{ mine }}))
{%- endmacro %}

{# Two counts contradict each other unless they are equal or a rough one leaves room for the other: "over 350" for
   352, "about 350" for 340. #}
{% macro counts_contradict(mine, mine_qualifier, other, other_qualifier) -%}
    ({{ mine }} <> {{ other }}
    and not coalesce({{ mine_qualifier }} = 'at_least' and {{ other }} between {{ mine }} and {{ mine }} * 1.2, false)
    and not coalesce({{ other_qualifier }} = 'at_least' and {{ mine }} between {{ other }} and {{ other }} * 1.2, false)
    and not coalesce(
        'about' in ({{ mine_qualifier }}, {{ other_qualifier }})
        and abs({{ mine }} - {{ other }}) <= 0.1 * greatest({{ mine }}, {{ other }}), false
    ))
{%- endmacro %}

{# Ranks the claims of each fact and names the rule that chose the first.
   `claims`: relation with claim_id, article_id, fact_id, is_original, published_on and the slots in `stated`.
   `contradicts`: SQL over the aliases mine and other, about the columns in `weighed`.
   Gives all columns of `claims` and n_claims, n_agreeing (claims that this one contradicts none of, itself included),
   is_contested, claim_rank (1 is the chosen one), fill_rank (the order in which values missing in the chosen claim
   are taken from the others: those that agree with it first), resolution_rule. #}
{% macro ranked_claims(claims, stated, contradicts, weighed) -%}
    sized as (
        select
            *,
            count(*) over (partition by fact_id) as n_claims
        from {{ claims }}
    ),

    -- Most facts have one claim only: nothing to weigh. Claims that say the same of one contradict the same, however many
    -- tell it: one of them is weighed for all.
    several as (
        select
            *,
            min(claim_id) over (partition by fact_id, {{ weighed | join(', ') }}) as like_claim_id,
            count(*) over (partition by fact_id, {{ weighed | join(', ') }}) as n_alike
        from sized
        where n_claims > 1
    ),

    unlike as (
        select *
        from several
        where claim_id = like_claim_id
    ),

    paired as (
        select
            mine.like_claim_id,
            cast(coalesce(sum(other.n_alike) filter (where not coalesce({{ contradicts }}, false)), 0) as bigint)
                as n_agreeing
        from unlike as mine
        inner join unlike as other on mine.fact_id = other.fact_id
        group by mine.like_claim_id
    ),

    weighed as (
        select
            mine.* exclude (like_claim_id, n_alike),
            paired.n_agreeing,
            {% for slot in stated -%}
                case when mine.{{ slot }} is null then 0 else 1 end{{ ' + ' if not loop.last }}
            {%- endfor %} as n_stated
        from several as mine
        inner join paired on mine.like_claim_id = paired.like_claim_id
    ),

    ranked as (
        select
            *,
            min(n_agreeing) over (partition by fact_id) < n_claims as is_contested,
            row_number() over (
                partition by fact_id
                order by is_original desc, n_agreeing desc, n_stated desc, published_on asc nulls last, article_id, claim_id
            ) as claim_rank
        from weighed
    ),

    -- The best of the claims that contradict the chosen one.
    rivals as (
        select
            mine.fact_id,
            min_by(other.is_original, other.claim_rank) as is_original,
            min_by(other.n_agreeing, other.claim_rank) as n_agreeing,
            min_by(other.n_stated, other.claim_rank) as n_stated
        from ranked as mine
        inner join ranked as other on mine.fact_id = other.fact_id
        where mine.claim_rank = 1 and coalesce({{ contradicts }}, false)
        group by mine.fact_id
    ),

    resolved as (
        select
            mine.*,
            row_number() over (
                partition by mine.fact_id
                order by case when coalesce({{ contradicts }}, false) then 1 else 0 end, mine.claim_rank
            ) as fill_rank,
            case
                when not mine.is_contested then 'claims agree'
                when other.is_original and not rivals.is_original then 'original over translation'
                when other.n_agreeing > coalesce(rivals.n_agreeing, 0) then 'most claims'
                when other.n_stated > rivals.n_stated then 'most precise'
                else 'earliest report'
            end as resolution_rule
        from ranked as mine
        inner join ranked as other on mine.fact_id = other.fact_id and other.claim_rank = 1
        left join rivals on mine.fact_id = rivals.fact_id

        union all

        select
            *,
            1 as n_agreeing,
            0 as n_stated,
            false as is_contested,
            1 as claim_rank,
            1 as fill_rank,
            'only claim' as resolution_rule
        from sized
        where n_claims = 1
    )
{%- endmacro %}

{# The claims of one type with the fact that each is about, ranked within it.
   `slots`: column → SQL over the aliases claim, grouped, occasion. `compared`: columns that are only for `contradicts`.
   `stated`: the slots that make a claim more precise. `weighed`: the columns that `contradicts` is about. `scope` and
   `column`: whose claims, as for `touched`. #}
{% macro claims_of_facts(
    claim_type, slots, stated, compared, contradicts, weighed, fact_id='grouped.fact_id', joins='',
    scope='int_touched_articles', column='article_id'
) -%}
    with claims as (
        select
            claim.claim_id,
            claim.article_id,
            grouped.story_key,
            {{ fact_id }} as fact_id,
            {% for slot, value in slots.items() -%}
                {{ value }} as {{ slot }},
            {% endfor -%}
            {% for name, value in compared.items() -%}
                {{ value }} as {{ name }},
            {% endfor -%}
            article.is_original,
            article.published_on
        from {{ touched(ref('stg_lake__' ~ claim_type ~ '_claims'), scope, column) }} as claim
        inner join {{ touched(ref('int_' ~ claim_type ~ '_groups'), scope, column) }} as grouped
            on claim.claim_id = grouped.claim_id
        inner join {{ touched(ref('int_articles'), scope) }} as article on claim.article_id = article.article_id
        {{ joins }}
    ),

    {{ ranked_claims('claims', stated, contradicts, weighed) }}

    select
        claim_id,
        article_id,
        story_key,
        fact_id,
        claim_rank,
        fill_rank,
        is_contested,
        resolution_rule,
        {% for slot in slots -%}
            {{ slot }}{{ ',' if not loop.last }}
        {% endfor %}
    from resolved
{%- endmacro %}

{# What is believed of each fact of one type: the chosen claim's values, its gaps filled by the others.
   `slots`: column → slot of the claims. `told_by`: column for the claim that a slot's value is from → that slot.
   `scope` and `column`: whose claims, as for `touched`. #}
{% macro believed_values(claim_type, slots, told_by={}, scope='int_touched_articles', column='article_id') -%}
    select
        fact_id,
        min(story_key) as story_key,
        min(claim_id) as first_claim_id,
        {% for column, slot in slots.items() -%}
            {{ first_stated(slot, 'fill_rank') }} as {{ column }},
        {% endfor -%}
        {% for column, slot in told_by.items() -%}
            min_by(claim_id, fill_rank) filter (where {{ slot }} is not null) as {{ column }},
        {% endfor -%}
        bool_or(is_contested) as is_contested,
        any_value(resolution_rule) as resolution_rule
    from {{ touched(ref('int_' ~ claim_type ~ '_claims'), scope, column) }}
    group by fact_id
{%- endmacro %}

{# Where an event was, for finding others that may be it: its province, or the whole country where its level says so.
   From the merger of 1 July 2025 on a province is also told by the name that it, or a part of it, had before.
   `successor`: alias of int_province_successors, joined by the claim's province. #}
{% macro event_area(claim, successor) -%}
    coalesce(
        case when {{ claim }}.date >= '2025-07-01' then {{ successor }}.province_now end,
        {{ fold(claim ~ '.province') }},
        case when {{ claim }}.level = 'central' then 'whole country' end
    )
{%- endmacro %}

{# A folded host without its place: "ban dan van tinh uy thai binh" is "ban dan van tinh uy". #}
{% macro host_without_place(host, province) -%}
    trim(regexp_replace(
        replace(' ' || {{ host }} || ' ', ' ' || coalesce({{ province }}, '') || ' ', ' '), ' (tinh|thanh pho) *$', ''
    ))
{%- endmacro %}

{# How many got an award. #}
{% macro recipients(award) -%}
    coalesce(
        {{ award }}.total, {{ award }}.collectives + {{ award }}.individuals, {{ award }}.collectives, {{ award }}.individuals
    )
{%- endmacro %}

{# The province that an article tells of, by its present name once it is merged. `successor` as for `event_area`. #}
{% macro place_of_telling(article, successor) -%}
    coalesce(
        case when {{ article }}.published_on >= date '2025-07-01' then {{ successor }}.province_now end,
        {{ fold(article ~ '.event_province') }}
    )
{%- endmacro %}

{# Which body of the seed each name is, in whatever language: `names` is a relation that has each folded name once in
   `column`. Gives column, body and is_one_per_place; a name that is none of them has no row. #}
{% macro bodies_named(names, column) -%}
    select
        {{ names }}.{{ column }},
        min_by(body.body, body.precedence) as body,
        min_by(body.is_one_per_place, body.precedence) as is_one_per_place
    from {{ names }}
    inner join {{ ref('bodies') }} as body on regexp_matches({{ names }}.{{ column }}, body.pattern)
    group by {{ names }}.{{ column }}
{%- endmacro %}

{# Figures by which two reports of one event are known, beside its delegates: how many models it counted, and how many
   got an award. Small ones are everywhere. `scope`: whose, as for `touched`. #}
{% macro told_figures(scope='int_touched_articles') -%}
    select
        article_id,
        'models ' || count as figure
    from {{ touched(ref('stg_lake__model_claims'), scope) }}
    where count >= 20 and coalesce(count_qualifier, 'exact') = 'exact'

    union

    select
        claim.article_id,
        'recipients ' || {{ recipients('claim') }} as figure
    from {{ touched(ref('stg_lake__award_claims'), scope) }} as claim
    where {{ recipients('claim') }} >= 10 and coalesce(claim.count_qualifier, 'exact') = 'exact'
{%- endmacro %}

{# Kinds of event of which a body has one in a week: a report without the day may be known by who was there. #}
{% macro is_rare_kind(kind) -%}
    {{ kind }} in ('review', 'commendation', 'contest', 'seminar')
{%- endmacro %}

{# A number of delegates that is told exactly and is no round one. #}
{% macro is_telling_number(number, qualifier) -%}
    ({{ number }} >= 100 and {{ number }} % 10 <> 0 and {{ qualifier }} = 'exact')
{%- endmacro %}
