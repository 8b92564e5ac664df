-- What a table holds that is of no load: how many rows, and a checksum of all their columns.
--
-- $table: the table
-- reads: the table
-- gives: load_id, slice, n_rows, checksum
-- audience: public

select
    0 as load_id,
    0 as slice,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from query_table($table) as whole_rows
having count(*) > 0
order by n_rows
