-- Loads that count and hold exactly this file for this purpose; newest first.
--
-- $sha256: hash of the file's bytes
-- $kind: what kind of extract it is read as
-- $target: the area set it belongs to; empty for incidents
-- $settings: how it was asked to be read, as JSON
-- reads: active_load(load_id, sha256, kind, target, settings)
-- gives: load_id, loaded_at_utc, file_name, rows_in, rows_stored, rows_rejected

select
    load_id,
    loaded_at_utc,
    file_name,
    rows_in,
    rows_stored,
    rows_rejected
from active_load
where
    sha256 = $sha256
    and kind = $kind
    and coalesce(target, '') = $target
    and settings = $settings
order by load_id desc
