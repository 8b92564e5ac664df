-- Forget the checksums of tables of which rows were changed.
--
-- $tables: the tables; '' is the hash of the fixed text
-- $appended: those of them in which no row was changed below the first slice
-- $first_slice: that slice
-- changes: checksum

delete from checksum
where
    list_contains($tables, table_name)
    and (slice >= $first_slice or not list_contains($appended, table_name))
