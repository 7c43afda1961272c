{# The claims of one type that hold: of the newest extractor version that read the article as it is now, once each. #}
{% macro current_claims(dataset, slots) -%}
    {%- set columns = [
        'claim_id', 'article_id', 'content_hash', 'ordinal', 'quote', 'quote_start', 'quote_end', 'sentence', 'rule', 'cells'
    ] + slots + ['extractor', 'landed_date', 'landed_run'] -%}
    with versions as (
        select
            claim_id,
            article_id,
            content_hash,
            ordinal,
            quote,
            start as quote_start,
            "end" as quote_end,
            sentence,
            rule,
            cells,
            {% for slot in slots -%}
                {{ slot }},
            {% endfor -%}
            {{ partition_of('file_path', 'extractor') }} as extractor,
            {{ partition_of('file_path', 'date') }} as landed_date,
            {{ run_of('file_path') }} as landed_run
        from {{ source('lake', dataset) }}
        {{ held(columns) }}
    )

    select version.*
    from versions as version
    inner join {{ ref('stg_lake__readings') }} as reading
        on
            version.article_id = reading.article_id
            and version.content_hash = reading.content_hash
            and version.extractor = reading.extractor
            and reading.is_relevant
    qualify row_number() over (
        partition by version.claim_id order by version.landed_date desc, version.landed_run desc
    ) = 1
{%- endmacro %}

{# The cells of one type of claims, with the value each of them is the evidence of. #}
{% macro claim_cells(relation, claim_type, slots) -%}
    select
        claim_id,
        cell_number,
        article_id,
        '{{ claim_type }}' as claim_type,
        cell.slot as slot,
        case cell.slot
            {% for slot in slots -%}
                when '{{ slot }}' then cast({{ slot }} as varchar)
            {% endfor -%}
        end as slot_value,
        cell.quote as quote,
        cell.start as quote_start,
        cell."end" as quote_end,
        cell.sentence as sentence,
        cell.rule as rule,
        cell.origin as origin
    from (
        select
            *,
            {{ one_a_row('cells', 'cell', 'cell_number') }}
        from (
            select * replace ({{ each_once('cells') }} as cells)
            from {{ relation }}
        )
    )
{%- endmacro %}
