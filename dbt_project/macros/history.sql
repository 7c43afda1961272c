{# History: which version of a row was published from when to when. #}

{# One moment a night for all versions: the beginning of its build. Told here rather than in each snapshot, whose
   configuration dbt keeps from one run to the next. #}
{% macro duckdb__snapshot_get_time() -%}
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp)
{%- endmacro %}

{# dbt's snapshot strategy `check` compares column by column; this one compares one number made of all of them, which
   takes far less memory. A column that is new gives every row a new version. #}
{% macro snapshot_digest_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
    {% set key = config.get('unique_key') %}
    {% set now = snapshot_get_time() %}
    {% set columns = get_columns_in_query(node['compiled_code']) %}
    {% set kept = adapter.get_columns_in_relation(this) | map(attribute='name') | list if target_exists else columns %}
    {% set is_widened = columns | reject('in', kept) | list | length > 0 %}
    {% do return({
        "unique_key": key,
        "updated_at": now,
        "row_changed": 'true' if is_widened else
            row_digest(snapshotted_rel, columns) ~ ' <> ' ~ row_digest(current_rel, columns),
        "scd_id": snapshot_hash_arguments([key, now]),
        "invalidate_hard_deletes": true,
        "hard_deletes": 'invalidate',
    }) %}
{% endmacro %}

{# A snapshot compares what is published with its open versions: in a build that goes on, those of the rows that it told
   anew. The others are in both as they were. #}
{% macro duckdb__snapshot_staging_table(strategy, source_sql, target_relation) -%}
    {%- set facts = graph.nodes[model.depends_on.nodes[0]] -%}
    {%- set condition = told_anew(facts) -%}
    {{ default__snapshot_staging_table(
        strategy,
        source_sql ~ (' where ' ~ condition if condition),
        '(select * from ' ~ target_relation ~ ' where ' ~ condition ~ ')' if condition else target_relation
    ) }}
{%- endmacro %}

{# A number that differs when any of the values does (but once in 2^64 times). #}
{% macro row_digest(relation, columns) -%}
    hash({% for column in columns %}{{ relation }}."{{ column }}"{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# After a snapshot: its columns are described as in the table it keeps the versions of, in words that stand there. #}
{% macro describe_as(relation) -%}
    {%- if execute -%}
        {%- set described = run_query(
            "select column_name, comment from duckdb_columns() where database_name = current_database()"
            ~ " and schema_name = '" ~ relation.schema ~ "' and table_name = '" ~ relation.identifier ~ "'"
        ) -%}
        {%- for row in described.rows %}
            comment on column {{ this }}."{{ row[0] }}" is '{{ (row[1] or '') | replace("'", "''") }}';
        {%- endfor %}
    {%- endif -%}
{%- endmacro %}

{# The versions of one kind of fact, told alike for all kinds. #}
{% macro versions_of(history, fact_type) -%}
    select
        '{{ fact_type }}' as fact_type,
        {{ fact_type }}_key as fact_key,
        published_from,
        published_to
    from {{ history }}
{%- endmacro %}

{# Of versions, those that this build began or ended; none in a full one. #}
{% macro of_this_build(versions) -%}
    {%- if execute and goes_on() -%}
        (select * from {{ versions }} where {{ snapshot_get_time() }} in (published_from, published_to))
    {%- else -%}
        (select * from {{ versions }} where false)
    {%- endif -%}
{%- endmacro %}

{# Every version of every fact. #}
{% macro versions_of_all() -%}
    {{ versions_of(ref('hist_conferences'), 'conference') }}

    union all

    {{ versions_of(ref('hist_models'), 'model') }}

    union all

    {{ versions_of(ref('hist_awards'), 'award') }}

    union all

    {{ versions_of(ref('hist_conference_participants'), 'participant') }}

    union all

    {{ versions_of(ref('hist_document_references'), 'document_reference') }}
{%- endmacro %}
