{{ current_claims('awards', [
    'award', 'as_written', 'grantor', 'collectives', 'individuals', 'total', 'count_qualifier', 'province', 'part_of'
]) }}
