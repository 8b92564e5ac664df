-- Rows that were turned away, in the order of loads and rows.
--
-- $load_id: one load's number, or null for all loads that count
-- $most: how many rows at the most
-- reads: reject, active_load
-- gives: load, file, row, column?, value?, reason, kept?

select
    reject.load_id as load,
    load.file_name as file,
    reject.row_number as row,
    reject.column_name as "column",
    reject.value,
    reject.reason,
    reject.kept
from reject
inner join load on reject.load_id = load.load_id
where
    reject.load_id = $load_id
    or ($load_id is null and load.superseded_by is null)
order by reject.load_id asc, reject.row_number asc, reject.column_name asc
limit $most
