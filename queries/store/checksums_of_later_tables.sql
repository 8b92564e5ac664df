-- How many rows whole tables hold that later steps of the schema brought, and a checksum of them.
--
-- As store/checksums_of_tables, of stores that have taken those steps.
--
-- $tables: the tables that are asked for
-- reads: erasure, point_use
-- gives: table_name, n_rows, checksum?
-- audience: public

-- noqa: disable=AL05

select
    'erasure' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from erasure as whole_rows
where list_contains($tables, 'erasure')
union all
select
    'point_use' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from point_use as whole_rows
where list_contains($tables, 'point_use')
order by table_name
