-- The record of one load; one row, or none where there is no such load.
--
-- $load_id: the load's number
-- reads: load
-- gives: load_id, kind, target?, file_name, superseded_by?, place

select
    load_id,
    kind,
    target,
    file_name,
    superseded_by,
    place
from load
where load_id = $load_id
