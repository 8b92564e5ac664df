-- Store named places.
--
-- $load_id: the load they came with
-- $place_set: what they are called together, such as stations
-- reads: new_places(row_number, name, kind, x_m, y_m, geometry)
-- changes: place

insert into place (load_id, row_number, place_set, name, kind, x_m, y_m, geometry)
select
    $load_id,
    row_number,
    $place_set,
    name,
    kind,
    x_m,
    y_m,
    geometry
from new_places
