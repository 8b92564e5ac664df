-- Areas of the sets that count, without what their layers say beside, for the store that releases are made from.
--
-- reads: active_area
-- gives: load_id, set_name, code, area_name, code_order, area_m2, attributes, geometry,
-- row_number

select
    load_id,
    set_name,
    code,
    area_name,
    code_order,
    area_m2,
    '{}' as attributes,
    geometry,
    row_number
from active_area
order by load_id asc, code_order asc, code asc
