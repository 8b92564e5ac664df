-- Area sets that count, for the store that releases are made from.
--
-- reads: active_area_set
-- gives: load_id, set_name, valid_from?, valid_to?, overlapping, schematic, overlap_m2, gap_m2,
--        title?

select
    load_id,
    set_name,
    valid_from,
    valid_to,
    overlapping,
    schematic,
    overlap_m2,
    gap_m2,
    title
from active_area_set
order by load_id asc
