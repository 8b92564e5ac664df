-- Keep the rows that were turned away, with the reason.
--
-- $load_id: the load they belong to
-- reads: new_rejects(row_number, column_name, cell, reason)
-- changes: reject

insert into reject (load_id, row_number, column_name, value, reason)
select
    $load_id,
    row_number,
    column_name,
    cell,
    reason
from new_rejects
