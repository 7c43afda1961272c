{# Counting: figures that several marts make in the same way. #}

{# Models by what became of them, a column each, of a relation with model_count and status. #}
{% macro models_by_status() -%}
    {% for status in ['registered', 'built', 'recognised', 'completed', 'replicated'] -%}
        sum(model_count) filter (where status = '{{ status }}') as models_{{ status }}{{ ',' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
