-- Keep the rows that were turned away, with the reason.
--
-- $load_id: the load they belong to
-- reads: new_rejects(row_number, column_name, cell, reason, kept)
-- changes: reject

insert into reject (load_id, row_number, column_name, value, reason, kept)
select
    $load_id,
    row_number,
    column_name,
    cell,
    reason,
    kept
from new_rejects
