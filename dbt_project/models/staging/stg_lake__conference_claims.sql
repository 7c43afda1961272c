{{ current_claims('conferences', [
    'date', 'date_precision', 'kind', 'level', 'province', 'district', 'commune', 'host', 'delegates', 'delegates_qualifier'
]) }}
