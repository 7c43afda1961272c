{# A layer's schema is its name as it is, in every target: `main` is what readers see. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{# What only the build needs goes when the build went well; after a failure it stays for the engineer. #}
{% macro drop_workings(results) -%}
    {%- set failed = results | selectattr('status', 'in', ['error', 'fail', 'runtime error']) | list -%}
    {%- if execute and results and not failed and flags.WHICH == 'build' and not var('keep_workings', false) -%}
        drop schema if exists intermediate cascade;
        drop schema if exists staging cascade;
        drop schema if exists seeds cascade;
    {%- endif -%}
{%- endmacro %}
