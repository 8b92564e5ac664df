-- What each load stored in each table: how many rows, and their checksum.
--
-- reads: checksum
-- gives: table_name, load_id, slice, n_rows, checksum
-- audience: public

select
    table_name,
    load_id,
    slice,
    n_rows,
    checksum
from checksum
order by table_name, load_id, slice
