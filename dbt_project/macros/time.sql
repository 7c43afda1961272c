{# The year that a period names, when it names one only; null for 2021-2025 and for no period. #}
{% macro single_year(period) -%}
    case when len(list_distinct({{ years_of(period) }})) = 1 then cast({{ years_of(period) }}[1] as integer) end
{%- endmacro %}
