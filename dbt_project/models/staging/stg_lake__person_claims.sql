{{ current_claims('people', [
    'name', 'name_latin', 'position', 'part'
]) }}
