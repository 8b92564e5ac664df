-- Whether this is a store that releases are made from; one row.
--
-- audience: public
-- reads: duckdb_tables
-- gives: is_clear

select count(*) > 0 as is_clear
from duckdb_tables()
where table_name = 'cleared_count'
