-- Every load with what it replaced and how its file was read, oldest first.
--
-- reads: load
-- gives: load, kind, set?, file, sha256, loaded_at_utc, loaded_by, source?, rows_in, rows_stored,
--        rows_rejected, supersedes?, superseded_by?, settings

select
    load_id as load,
    kind,
    target as set,
    file_name as file,
    sha256,
    loaded_at_utc,
    loaded_by,
    source,
    rows_in,
    rows_stored,
    rows_rejected,
    supersedes,
    superseded_by,
    settings
from load
order by load_id asc
