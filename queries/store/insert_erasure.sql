-- Record how much of a load was erased.
--
-- $load_id, $before, $source, $erased_at_utc, $erased_by, $rows_erased, $cells_erased: as the
-- columns of the table
-- changes: erasure

insert into erasure (
    load_id, before, source, erased_at_utc, erased_by, rows_erased, cells_erased
)
values ($load_id, $before, $source, $erased_at_utc, $erased_by, $rows_erased, $cells_erased)
