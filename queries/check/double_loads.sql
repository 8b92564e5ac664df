-- Loads that count and hold exactly the file of an earlier one for the same purpose, one row a
-- load.
--
-- reads: active_load(load_id, sha256, kind, target, source, settings, rows_stored)
-- gives: load_id, set_name, kind, file_name, rows_stored, source, settings, earlier_load,
-- earlier_source, earlier_settings

select
    later.load_id,
    later.target as set_name,
    later.kind,
    later.file_name,
    later.rows_stored,
    later.source,
    later.settings,
    earlier.load_id as earlier_load,
    earlier.source as earlier_source,
    earlier.settings as earlier_settings
from active_load as later
inner join active_load as earlier
    on
        later.sha256 = earlier.sha256
        and later.kind = earlier.kind
        and coalesce(later.target, '') = coalesce(earlier.target, '')
        and later.load_id > earlier.load_id
where later.rows_stored > 0 and earlier.rows_stored > 0
qualify row_number() over (partition by later.load_id order by earlier.load_id asc) = 1
order by later.load_id asc
