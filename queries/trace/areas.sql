-- Areas of every set that counts, with the row of the layer each came from.
--
-- reads: active_area
-- gives: load_id, row_number, set_name, code, area_name

select
    load_id,
    row_number,
    set_name,
    code,
    area_name
from active_area
order by set_name asc, code_order asc
