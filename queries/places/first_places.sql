-- The first places of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: place
-- gives: row_number, name, kind?, x_m, y_m

select
    row_number,
    name,
    kind,
    x_m,
    y_m
from place
where load_id = $load_id
order by row_number asc
limit 5
