-- Names of the areas of every set; one row per area.
--
-- reads: active_area
-- gives: set_name, code, area_name

select
    set_name,
    code,
    area_name
from active_area
order by set_name asc, code_order asc, code asc
