-- Areas of the sets that count, without their layers' other fields, for the store of a release.
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
