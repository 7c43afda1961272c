select
    {{ hash_key('language', ['lang']) }} as language_key,
    lang,
    name_en,
    name_vi,
    script
from {{ ref('languages') }}
order by lang
