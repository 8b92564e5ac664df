-- The table of checksums, where the steps that a store has taken make one; one row, or none.
--
-- reads: duckdb_tables()
-- gives: table_name
-- audience: public

select table_name
from duckdb_tables()
where table_name = 'checksum'
