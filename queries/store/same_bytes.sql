-- Loads that count and hold exactly this file for this purpose, however it was read; newest first.
--
-- $sha256: hash of the file's bytes
-- $kind: what kind of extract it is read as
-- $target: the area set it belongs to; empty for incidents
-- reads: active_load(load_id, sha256, kind, target, source, settings)
-- gives: load_id, source, settings

select
    load_id,
    source,
    settings
from active_load
where
    sha256 = $sha256
    and kind = $kind
    and coalesce(target, '') = $target
order by load_id desc
