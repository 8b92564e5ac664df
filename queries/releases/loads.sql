-- Loads that count, without who loaded them, the names of their files and their hashes.
--
-- audience: public
-- reads: active_load
-- gives: load_id, kind, target?, loaded_at_utc, source?, licence?, synthetic, place

select
    load_id,
    kind,
    target,
    loaded_at_utc,
    source,
    licence,
    synthetic,
    place
from active_load
order by load_id asc
