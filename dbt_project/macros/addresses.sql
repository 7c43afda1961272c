{# Addresses of articles, taken apart. The lake's canonical URLs are made by the scrapers; `canonical` brings the link
   that a translation gives for its original to the same form. #}

{% macro canonical(url) -%}
    case when regexp_matches({{ url }}, '^\s*https?://[^/\s]+', 'i') then
        'https://'
        || regexp_replace(lower(regexp_extract({{ url }}, '^\s*https?://([^/?#\s:]+)', 1, 'i')), '^(www\d?|m|mobile|amp)\.', '')
        || regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(trim({{ url }}), '^https?://[^/?#]+', '', 'i'), '[?#].*$', ''
                    ),
                    '^/(amp|print)/', '/', 'i'
                ),
                '(/(index|default)\.(html?|php|aspx?)|/amp)$', '', 'i'
            ),
            '(\.amp|/+)$', ''
        )
    end
{%- endmacro %}

{# The host's registered name: `vietnam.vn` of `es.vietnam.vn`, `baotuyenquang.com.vn` as it is. #}
{% macro domain(url) -%}
    nullif(regexp_extract(
        regexp_extract({{ url }}, '^https?://([^/]+)', 1), '([^.]+\.(?:(?:com|net|org|gov|edu|info)\.)?[^.]+)$', 1
    ), '')
{%- endmacro %}

{# The last segment of the path without its extension, as written: slug and number. #}
{% macro segment_as_written(url) -%}
    regexp_replace(
        regexp_extract({{ url }}, '^https?://[^/]+/(?:.*/)?([^/]+)$', 1), '\.(html?|vnp|vov|tpo|bbg|amp|aspx|php)$', '', 'i'
    )
{%- endmacro %}

{# The same as it is compared. #}
{% macro last_segment(url) -%}
    nullif(lower({{ segment_as_written(url) }}), '')
{%- endmacro %}

{# The last segment without the site's own number or mark: what a story is called on every site that took it over. Four
   digits may be a year, which is a part of the headline; a mark is letters in both cases, as in `-51YnYvXDR`. #}
{% macro slug(url) -%}
    nullif(regexp_replace(
        regexp_replace(
            lower(regexp_replace({{ segment_as_written(url) }}, '-[A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]*$', '')),
            '[-.](post|postid|a|i|d|n|c)?([03-9]\d{3}|1[0-8]\d\d|2[1-9]\d\d|\d{5,}|[0-9a-f]{7})$', ''
        ),
        '[^a-z0-9-]', '', 'g'
    ), '')
{%- endmacro %}
