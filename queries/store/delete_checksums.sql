-- Forget the checksums of tables of which rows were changed.
--
-- $tables: the tables; '' is the hash of the fixed text
-- changes: checksum

delete from checksum
where list_contains($tables, table_name)
