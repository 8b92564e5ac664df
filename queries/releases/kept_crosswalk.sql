-- Crosswalks between area sets, for the store that releases are made from.
--
-- reads: active_crosswalk
-- gives: load_id, row_number, from_set, from_area, to_set, to_area, weight, amount?, basis

select
    load_id,
    row_number,
    from_set,
    from_area,
    to_set,
    to_area,
    weight,
    amount,
    basis
from active_crosswalk
order by load_id asc, row_number asc, from_area asc, to_area asc
