{# What only DuckDB can do, or does under another name than other engines. Everything else in this project is SQL
   that another engine could run. #}

{# Text as it is compared: lower case, no diacritics, đ as d, anything but letters and digits as one space. #}
{% macro fold(text) -%}
    nullif(trim(regexp_replace(
        strip_accents(replace(lower({{ text }}), 'đ', 'd')), '[^\p{L}\p{N}]+', ' ', 'g'
    )), '')
{%- endmacro %}

{# Text in lower case with its diacritics, each letter one character; anything but letters and digits as one space. #}
{% macro words_with_marks(text) -%}
    trim(regexp_replace(lower(nfc_normalize({{ text }})), '[^\p{L}\p{N}]+', ' ', 'g'))
{%- endmacro %}

{# 32 hex digits of an entity's name and its natural key. #}
{% macro hash_key(entity, parts) -%}
    md5(concat_ws('|', '{{ entity }}'{% for part in parts %}, coalesce(cast({{ part }} as varchar), ''){% endfor %}))
{%- endmacro %}

{# The partition `name=value` a file lies in. #}
{% macro partition_of(file_path, name) -%}
    regexp_extract({{ file_path }}, '[/\\]{{ name }}=([^/\\]+)[/\\]', 1)
{%- endmacro %}

{# The run that wrote a file. #}
{% macro run_of(file_path) -%}
    regexp_extract({{ file_path }}, '([^/\\]+)\.parquet$', 1)
{%- endmacro %}

{# A version such as 1.10 as text that sorts as versions do: after 1.9. #}
{% macro version_order(version) -%}
    array_to_string(
        list_transform(regexp_extract_all({{ version }}, '\d+'), lambda number: lpad(number, 12, '0')), '.'
    )
{%- endmacro %}

{# A date as it may be written, YYYY, YYYY-MM or YYYY-MM-DD, as its first day; null when it is no date. #}
{% macro first_day(date_text) -%}
    try_cast(rpad({{ date_text }}, 10, substr('0000-01-01', length({{ date_text }}) + 1)) as date)
{%- endmacro %}

{# The value of `column` in the row with the smallest `rank` among those that state one. #}
{% macro first_stated(column, rank) -%}
    min_by({{ column }}, {{ rank }}) filter (where {{ column }} is not null)
{%- endmacro %}

{# One value of several, by which rows are told in their order: the first part decides, then the next. No part may be
   null. Taking the smallest of it is cheaper than numbering the rows. #}
{% macro order_key(parts) -%}
    ({{ parts | join(', ') }})
{%- endmacro %}

{# The distinct values as a sorted list. #}
{% macro sorted_list(column) -%}
    coalesce(list_sort(list(distinct {{ column }}) filter (where {{ column }} is not null)), [])
{%- endmacro %}

{# A list, or one without a value where there is none. #}
{% macro or_empty(values) -%}
    coalesce({{ values }}, [])
{%- endmacro %}

{# The years a period names, as a list. #}
{% macro years_of(period) -%}
    regexp_extract_all({{ period }}, '(?:19|20)\d\d')
{%- endmacro %}

{# All days from one to another, both included, one a row in column `day`. #}
{% macro days_between(first, last) -%}
    (select cast(unnest(generate_series({{ first }}, {{ last }}, interval 1 day)) as date) as day)
{%- endmacro %}

{# A text as a number by which it is found. #}
{% macro key_number(text) -%}
    md5_number_lower({{ text }})
{%- endmacro %}

{# Connected components. `edges` names a relation with columns source and target, given in both directions.
   Gives one row a node that has an edge: node, root (the smallest node it reaches). Each round hands the smallest node
   known so far on to the neighbours of the nodes that learnt of a smaller one in the round before. #}
{% macro components(edges) -%}
    with recursive reached (node, root) using key (node) as (
        select distinct
            source as node,
            source as root
        from {{ edges }}

        union

        select
            edge.target as node,
            min(reached.root) as root
        from reached
        inner join {{ edges }} as edge on reached.node = edge.source
        inner join recurring.reached as known on edge.target = known.node
        where reached.root < known.root
        group by edge.target
    )

    select
        node,
        root
    from reached
{%- endmacro %}

{# A text's words; its characters where the language is written without spaces. #}
{% macro text_parts(text, lang) -%}
    case
        when {{ lang }} in ('zh', 'ja', 'th', 'lo', 'km', 'my')
            then string_split(replace(replace({{ text }}, chr(10), ''), ' ', ''), '')
        else list_filter(string_split(replace(lower({{ text }}), chr(10), ' '), ' '), lambda word: word <> '')
    end
{%- endmacro %}

{# The n smallest distinct hashes of a list's runs of four. Of their 64 bits 32 are enough to tell the runs of two texts
   apart, for half the room. #}
{% macro smallest_hashes(parts, n) -%}
    list_sort(list_distinct(list_transform(
        range(1, len({{ parts }}) - 2),
        lambda place: cast(
            hash({{ parts }}[place], {{ parts }}[place + 1], {{ parts }}[place + 2], {{ parts }}[place + 3]) >> 32
            as uinteger
        )
    )))[:{{ n }}]
{%- endmacro %}

{# The share of all runs of two texts that both have, told from their signatures. #}
{% macro likeness(mine, other) -%}
    len(list_intersect(
        list_intersect({{ mine }}, {{ other }}), list_sort(list_distinct(list_concat({{ mine }}, {{ other }})))[:64]
    )) / least(64, len(list_distinct(list_concat({{ mine }}, {{ other }}))))
{%- endmacro %}

{# Three of four runs of words in common: two texts that are one. Most pairs have too few for that anyway, which is
   told for half the cost. #}
{% macro is_same_text(mine, other) -%}
    {{ n_in_both(mine, other) }} >= 0.75 * least(64, greatest(len({{ mine }}), len({{ other }})))
    and {{ likeness(mine, other) }} >= 0.75
{%- endmacro %}

{# A signature in 126 bits, by which texts that cannot be one are told apart at once. #}
{% macro signature_bits(signature) -%}
    list_aggregate(
        list_transform({{ signature }}, lambda run: cast(1 as hugeint) << cast(run % 126 as integer)), 'bit_or'
    )
{%- endmacro %}

{# May two texts be one? Then at most 16 of 64 runs are in one alone, and as many bits. #}
{% macro may_be_same_text(mine, other) -%}
    bit_count(xor({{ mine }}, {{ mine }} & {{ other }})) <= 16
    and bit_count(xor({{ other }}, {{ mine }} & {{ other }})) <= 16
{%- endmacro %}

{# The first n of a list, one a row. #}
{% macro first_ones(values, n) -%}
    unnest({{ values }}[:{{ n }}])
{%- endmacro %}

{# Each number of days from one to another, both included, one a row. #}
{% macro any_of_days(first, last) -%}
    cast(unnest(range({{ first }}, {{ last }} + 1)) as integer)
{%- endmacro %}

{# Days from the first of January 2000 to a date. #}
{% macro days_since_2000(day) -%}
    ({{ day }} - date '2000-01-01')
{%- endmacro %}

{# A date as text of seven digits, of which the later is the smaller. #}
{% macro latest_first(day) -%}
    lpad(cast(3000000 - {{ days_since_2000(day) }} as varchar), 7, '0')
{%- endmacro %}

{# How many values two lists have in common. #}
{% macro n_in_both(mine, other) -%}
    len(list_intersect({{ mine }}, {{ other }}))
{%- endmacro %}

{# A list's values, sorted, each once. #}
{% macro each_once(values) -%}
    list_sort(list_distinct({{ values }}))
{%- endmacro %}

{# A list's values one a row, with their places in it from 1. #}
{% macro one_a_row(values, value, place) -%}
    unnest({{ values }}) as {{ value }},
    generate_subscripts({{ values }}, 1) as {{ place }}
{%- endmacro %}

{# Is the row of `relation` one of the few whose `column` is in `scope`? DuckDB reads the wide columns of those few
   only when it knows the rows beforehand; asked by the column alone, it reads them of all. What a unit test gives has no
   row ids. #}
{% macro is_one_of_few(relation, column, scope, and_also='true') -%}
    {%- set is_in_scope = column ~ ' in (select ' ~ column ~ ' from ' ~ scope ~ ') and ' ~ and_also -%}
    {%- if relation.is_cte -%}
        {{ is_in_scope }}
    {%- else -%}
        rowid in (select rowid from {{ relation }} where {{ is_in_scope }})
    {%- endif -%}
{%- endmacro %}
