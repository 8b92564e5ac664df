-- The tables of a store with their columns, in the order in which they stand.
--
-- reads: duckdb_columns
-- gives: table_name, column_name

select
    table_name,
    column_name
from duckdb_columns()
where
    not internal
    and schema_name = 'main'
    and database_name = current_database()
    and table_name in (
        select duckdb_tables.table_name
        from duckdb_tables()
        where duckdb_tables.database_name = current_database() and not duckdb_tables.temporary
    )
order by table_name asc, column_index asc
