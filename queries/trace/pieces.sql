-- What one area is made of in a crosswalk, with the row that says so.
--
-- $load_id: the load it came with
-- $from_set: the set that figures are carried from
-- $to_set: the set that figures are carried to
-- $to_area: the area carried to
-- $basis: what its amounts count
-- reads: active_crosswalk
-- gives: load_id, row_number, from_area, weight, amount?

select
    load_id,
    row_number,
    from_area,
    weight,
    amount
from active_crosswalk
where
    load_id = $load_id
    and from_set = $from_set
    and to_set = $to_set
    and to_area = $to_area
    and basis = $basis
order by from_area asc, row_number asc
