-- The pieces of one crosswalk; from_area - lies in no area of the set carried from.
--
-- $load_id: the load it came with
-- $from_set: the set that figures are carried from
-- $to_set: the set that figures are carried to
-- $basis: what its amounts count
-- reads: active_crosswalk
-- gives: from_area, to_area, weight, amount?, row_number
-- audience: public

select
    from_area,
    to_area,
    weight,
    amount,
    row_number
from active_crosswalk
where
    load_id = $load_id
    and from_set = $from_set
    and to_set = $to_set
    and basis = $basis
order by to_area asc, from_area asc, row_number asc
