-- Store the pieces of a crosswalk.
--
-- $load_id: the load they came with
-- reads: new_pieces(row_number, from_set, from_area, to_set, to_area, weight, amount, basis)
-- changes: crosswalk

insert into crosswalk (
    load_id, row_number, from_set, from_area, to_set, to_area, weight, amount, basis
)
select
    $load_id,
    row_number,
    from_set,
    from_area,
    to_set,
    to_area,
    weight,
    amount,
    basis
from new_pieces
