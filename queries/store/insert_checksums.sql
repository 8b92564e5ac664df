-- Keep the checksums of tables as they are now.
--
-- reads: new_checksums(table_name, load_id, slice, n_rows, checksum)
-- changes: checksum

insert into checksum (table_name, load_id, slice, n_rows, checksum)
select
    table_name,
    load_id,
    slice,
    n_rows,
    checksum
from new_checksums
