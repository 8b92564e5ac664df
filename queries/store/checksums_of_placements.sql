-- What is kept of where incidents lie, of each set of areas and slice: rows, and a checksum.
--
-- $first, $last: the keys that are asked for
-- reads: incident_area
-- gives: load_id, slice, n_rows, checksum
-- audience: public

-- noqa: disable=AL05

select
    area_load_id as load_id,
    incident_key >> 15 as slice,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from incident_area as whole_rows
where incident_key between $first and $last
group by all
order by load_id, slice
