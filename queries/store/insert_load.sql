-- Record a load.
--
-- $load_id, $kind, $target, $loaded_by, $loaded_at_utc, $file_name, $sha256, $source, $licence,
-- $timezone, $synthetic, $settings, $rows_in, $rows_stored, $rows_rejected, $supersedes, $place,
-- $columns, $rows_are: as the columns of the table
-- changes: load

insert into load (
    load_id, kind, target, loaded_by, loaded_at_utc, file_name, sha256, source, licence,
    timezone, synthetic, settings, rows_in, rows_stored, rows_rejected, supersedes, superseded_by,
    place, columns, rows_are
)
values (
    $load_id, $kind, $target, $loaded_by, $loaded_at_utc, $file_name, $sha256, $source, $licence,
    $timezone, $synthetic, $settings, $rows_in, $rows_stored, $rows_rejected, $supersedes, null,
    $place, $columns, $rows_are
)
