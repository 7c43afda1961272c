select article_id
from {{ source('lake', 'articles') }}

union

select article_id
from {{ source('lake', 'readings') }}
