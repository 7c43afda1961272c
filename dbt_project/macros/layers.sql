{# A layer's schema is its name as it is, in every target: `main` is what readers see. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{# A model as the last build left it, for models that come before it; its columns without a row in a full build. #}
{% macro as_before(model, columns, layer='intermediate') -%}
    {%- if execute and goes_on() -%}
        {%- set relation = adapter.get_relation(target.database if layer == 'main' else 'workings', layer, model) -%}
    {%- endif -%}
    {%- if relation -%}
        {{ relation }}
    {%- else -%}
        (
            select
                {% for column in columns -%}
                    cast(null as varchar) as {{ column }}{{ ',' if not loop.last }}
                {% endfor %}
            where false
        )
    {%- endif -%}
{%- endmacro %}
