-- Named places that count, by set and name.
--
-- reads: active_place
-- gives: load_id, place_set, name, kind?, x_m, y_m, geometry (WKB in the working CRS)

select
    load_id,
    place_set,
    name,
    kind,
    x_m,
    y_m,
    geometry
from active_place
order by place_set asc, name asc, row_number asc
