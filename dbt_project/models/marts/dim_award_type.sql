select
    {{ hash_key('award type', ['award']) }} as award_type_key,
    award,
    family,
    name_en,
    name_fr,
    name_es,
    name_ro,
    name_ru,
    name_el,
    name_de,
    name_ja,
    name_ko,
    name_zh
from {{ ref('award_types') }}
order by rank
