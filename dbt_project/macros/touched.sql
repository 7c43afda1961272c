{# Building on from the last build. What a night's new files say of an article can change what is known of the articles
   it is tied to, and of no others: those are `int_touched_articles`, and everything about them is resolved again. An
   incremental model reads its inputs through `touched`, and its rows about them replace those it held. #}

{# Does this build go on from the last one's workings? storage.candidate says so; else the whole lake is read. #}
{% macro goes_on() -%}
    {{ return(var('goes_on', false)) }}
{%- endmacro %}

{# The rows of a relation that are about touched articles; all rows in a full build. #}
{% macro touched(relation, scope='int_touched_articles', column='article_id') -%}
    {#- Named while dbt reads the project, too, so that it knows the order. -#}
    {%- set scope_relation = ref(scope) if goes_on() or not execute -%}
    {%- if goes_on() -%}
        {%- set written = written_rows(relation, scope, column) -%}
        {%- if written -%}
            {{ written }}
        {%- else -%}
            (select * from {{ relation }} where {{ is_one_of_few(relation, column, scope_relation) }})
        {%- endif -%}
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{# The table of the rows that this build wrote into a model, when these are all that it holds about `scope`; else
   nothing. What a unit test gives is not asked for. #}
{% macro written_rows(relation, scope, column) -%}
    {%- if execute and not relation.is_cte -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.name == relation.identifier -%}
            {%- set meta = node.config.get('meta', {}) -%}
            {%- if meta.get('forget_by') == column and meta.get('forget_in', '').endswith('.' ~ scope) -%}
                {{ return(in_written(relation)) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}

{# Where the rows lie that this build wrote into a model. #}
{% macro in_written(relation) -%}
    {{ return('workings.written.' ~ relation.identifier) }}
{%- endmacro %}

{# The same for a scope that holds many of the rows, such as years or people: looking for them first spares nothing. #}
{% macro within(relation, scope, column) -%}
    {%- set scope_relation = ref(scope) if goes_on() or not execute -%}
    {%- if goes_on() -%}
        (select * from {{ relation }} where {{ column }} in (select {{ column }} from {{ scope_relation }}))
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{# What this model held of the articles that new files speak of. #}
{% macro held(columns) -%}
    {%- set changed = ref('stg_lake__changed_articles') if goes_on() or not execute -%}
    {%- if goes_on() %}
        union all

        select {{ columns | join(', ') }}
        from {{ this }}
        where {{ is_one_of_few(this, 'article_id', changed) }}
    {%- endif -%}
{%- endmacro %}

{# The incremental strategy `touched`: rows about what was touched go, also those that come to nothing now, and the new
   ones come. The model's meta names the column and the relation that lists what was touched, as it was and as it is: no
   row that comes is about anything else. They are kept by themselves as well: models and tests that ask for just them
   need not look for them among all others. #}
{% macro get_incremental_touched_sql(arguments) -%}
    {%- set target = arguments['target_relation'] -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    {%- set meta = config.get('meta') -%}
    {%- do run_query('create table ' ~ in_written(target) ~ ' as from ' ~ arguments['temp_relation']) -%}
    {#- DuckDB writes to one file a transaction, and the target may be in the other. -#}
    {%- do adapter.commit() -%}
    delete from {{ target }}
    where {{ meta['forget_by'] }} in (select {{ meta['forget_by'] }} from workings.{{ meta['forget_in'] }});

    insert into {{ target }} ({{ columns }})
    select {{ columns }}
    from {{ arguments['temp_relation'] }}
{%- endmacro %}

{# Names the lake's files that are not loaded yet, for the sources in staging. `source=none` is the empty file that
   every dataset has. #}
{% macro name_new_files() -%}
    {%- for dataset in [
        'articles', 'outcomes', 'rejected', 'readings', 'conferences', 'models', 'awards', 'people', 'documents'
    ] %}
        set variable {{ dataset }}_files = (
            select list('{{ var("lake") }}/' || path order by path)
            from workings.lake.files
            where dataset = '{{ dataset }}' and (is_new or contains(path, 'source=none'))
        );
    {% endfor -%}
{%- endmacro %}

{# Says that a model is built after another that it does not select from. #}
{% macro comes_after(model) -%}
    {%- if not execute -%}
        {%- do ref(model) -%}
    {%- endif -%}
{%- endmacro %}

{# Which rows of a model this build told anew: the condition by which the others are passed over. Nothing for a model
   that is always built whole, and in a full build. #}
{% macro told_anew(node) -%}
    {%- set meta = node.config.get('meta', {}) -%}
    {%- if goes_on() and 'forget_by' in meta -%}
        {{ meta['forget_by'] }} in (select {{ meta['forget_by'] }} from workings.{{ meta['forget_in'] }})
    {%- endif -%}
{%- endmacro %}

{# What a data test looks at (dbt asks this macro for every test): in a build that goes on, the rows that it wrote. The
   others are as they were when they were tested, in their own build; a full build tests every row. #}
{% macro get_where_subquery(relation) -%}
    {%- set asked = config.get('where') -%}
    {%- set rows = namespace(of=relation) -%}
    {%- if execute and goes_on() -%}
        {%- for node in graph.nodes.values() if node.name == relation.identifier -%}
            {%- if node.resource_type == 'snapshot' -%}
                {%- set rows.of = '(select * from ' ~ relation ~ ' where recorded_at = ' ~ snapshot_get_time() ~ ')' -%}
            {%- elif told_anew(node) -%}
                {%- set rows.of = in_written(relation) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if asked -%}
        (select * from {{ rows.of }} where {{ asked }}) as dbt_subquery
    {%- elif rows.of == relation -%}
        {{ relation }}
    {%- else -%}
        (select * from {{ rows.of }}) as dbt_subquery
    {%- endif -%}
{%- endmacro %}
