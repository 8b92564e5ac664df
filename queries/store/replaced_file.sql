-- Loads that held exactly this file for this purpose and have been replaced; newest first.
--
-- $sha256: hash of the file's bytes
-- $kind: what kind of extract it is read as
-- $target: the area set it belongs to; empty for incidents
-- $settings: how it was asked to be read, as JSON
-- reads: load(load_id, sha256, kind, target, settings, superseded_by)
-- gives: load_id, superseded_by

select
    load_id,
    superseded_by
from load
where
    sha256 = $sha256
    and kind = $kind
    and coalesce(target, '') = $target
    and settings = $settings
    and superseded_by is not null
order by load_id desc
