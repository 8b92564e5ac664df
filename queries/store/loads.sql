-- Every load, oldest first.
--
-- reads: load
-- gives: load, kind, set?, file, sha256, loaded_at_utc, loaded_by, source?, licence?, timezone?,
--        synthetic, rows_in, rows_stored, rows_rejected, superseded_by?, settings, columns?
-- audience: public

select
    load_id as load,
    kind,
    target as set,
    file_name as file,
    sha256,
    loaded_at_utc,
    loaded_by,
    source,
    licence,
    timezone,
    synthetic,
    rows_in,
    rows_stored,
    rows_rejected,
    superseded_by,
    settings,
    columns
from load
order by load_id asc
