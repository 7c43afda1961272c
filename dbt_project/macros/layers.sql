{# A layer's schema is its name as it is, in every target: `main` is what readers see. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{# A model of the intermediate layer as the last build left it, for models that come before it; its columns without a
   row in a full build. #}
{% macro as_before(model, columns) -%}
    {%- set relation = adapter.get_relation('workings', 'intermediate', model) if execute and goes_on() -%}
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
