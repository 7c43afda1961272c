{{ current_claims('models', [
    'count', 'count_qualifier', 'status', 'collective', 'individual', 'level', 'unit', 'province', 'district', 'commune', 'period', 'part_of'
]) }}
