-- How many rows a table has, and a sum over all that is in them, whatever their order; one row.
--
-- $table: the table's name
-- reads: the table
-- gives: n_rows, digest

select
    count(*) as n_rows,
    coalesce(cast(sum(cast(hash(whole_rows) as hugeint)) as varchar), '0') as digest
from query_table($table) as whole_rows
