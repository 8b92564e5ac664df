-- What a table holds of each load: how many rows, and a checksum of all their columns.
--
-- $table: a table with a column load_id; 0 is of none
-- reads: the table
-- gives: load_id, slice, n_rows, checksum
-- audience: public

select
    coalesce(load_id, 0) as load_id,
    0 as slice,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from query_table($table) as whole_rows
group by all
order by load_id
