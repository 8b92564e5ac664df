-- The first pieces of a load of a crosswalk, in the order of its file.
--
-- $load_id: the load's number
-- reads: crosswalk
-- gives: row_number, from_set, from_area, to_set, to_area, weight?, amount?, basis

select
    row_number,
    from_set,
    from_area,
    to_set,
    to_area,
    weight,
    amount,
    basis
from crosswalk
where load_id = $load_id
order by row_number asc, to_area asc
limit 5
