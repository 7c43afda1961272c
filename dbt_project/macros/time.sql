{# The year that a period names, when it names one only; null for 2021-2025 and for no period. #}
{% macro single_year(period) -%}
    case when len(list_distinct({{ years_of(period) }})) = 1 then cast({{ years_of(period) }}[1] as integer) end
{%- endmacro %}

{# The day on which a moment (UTC) was in Vietnam: a paper of early morning is of that day, not of the one before. #}
{% macro day_in_vietnam(moment) -%}
    cast({{ moment }} + interval 7 hours as date)
{%- endmacro %}
