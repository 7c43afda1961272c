{{ current_claims('documents', [
    'number', 'kind', 'date'
]) }}
