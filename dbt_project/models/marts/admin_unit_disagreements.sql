select
    {{ hash_key('disagreement', [
        'said.stated_by', 'said.former_province', 'said.former_district', 'said.former_commune',
        'said.present_province', 'said.present_commune'
    ]) }} as disagreement_key,
    said.stated_by,
    said.about,
    said.former_province,
    said.former_district,
    said.former_commune,
    unit.admin_unit_key,
    said.present_province,
    said.present_commune
from {{ ref('map_disagreements') }} as said
left join {{ ref('int_admin_units') }} as unit
    on said.former_code = unit.code and unit.level = 'commune' and unit.valid_to = date '2025-06-30'
order by said.former_province, said.former_district, said.former_commune, disagreement_key
