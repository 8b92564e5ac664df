-- Places by name (stations, squares, streets), from which hotspots take theirs.
-- geometry: WKB in the working CRS; x_m and y_m: a point of it.

create table place (
    load_id integer not null,
    row_number bigint not null,
    place_set text not null,
    name text not null,
    kind text,
    x_m double not null,
    y_m double not null,
    geometry blob not null
);

create view active_place as
select place.*
from place
inner join active_load on place.load_id = active_load.load_id;
