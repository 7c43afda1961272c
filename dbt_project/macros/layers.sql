{# A layer's schema is its name as it is, in every target: `main` is what readers see. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{# A model of the intermediate layer as the last build left it, or none in a full build: for models that come before it. #}
{% macro relation_before(name) -%}
    {%- if execute and goes_on() -%}
        {{ return(adapter.get_relation('workings', 'intermediate', name)) }}
    {%- endif -%}
{%- endmacro %}
