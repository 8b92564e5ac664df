-- What the table of incidents holds of each load and slice: how many rows, and a checksum.
--
-- $first, $last: the keys that are asked for
-- reads: incident
-- gives: load_id, slice, n_rows, checksum
-- audience: public

-- noqa: disable=AL05

select
    load_id,
    incident_key >> 15 as slice,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from incident as whole_rows
where incident_key between $first and $last
group by all
order by load_id, slice
