-- Names and other attributes of every area, as its layer gives them.
--
-- $set_name: one area set, or null for all
-- reads: active_area
-- gives: set_name, code, area_name, attributes, load_id, row_number

select
    set_name,
    code,
    area_name,
    attributes,
    load_id,
    row_number
from active_area
where $set_name is null or set_name = $set_name
order by set_name asc, code_order asc, code asc
