-- Loads that count, with what is kept of how they were read, oldest first.
--
-- n_alike: rows turned away because an earlier row of the file had their key with other content;
-- first_alike: the first of them.
--
-- reads: active_load, reject
-- gives: load_id, kind, set_name?, file_name, sha256, source?, licence?, synthetic, settings,
--        columns?, rows_are?, rows_stored, n_alike, first_alike?

with alike_rows as (
    select
        load_id,
        count(distinct row_number) as n_alike,
        min(row_number) as first_alike
    from reject
    where reason like 'row % already %' or reason like 'row % says otherwise%'
    group by load_id
)

select
    active_load.load_id,
    active_load.kind,
    active_load.target as set_name,
    active_load.file_name,
    active_load.sha256,
    active_load.source,
    active_load.licence,
    active_load.synthetic,
    active_load.settings,
    active_load.columns,
    active_load.rows_are,
    active_load.rows_stored,
    coalesce(alike_rows.n_alike, 0) as n_alike,
    alike_rows.first_alike
from active_load
left join alike_rows on active_load.load_id = alike_rows.load_id
order by active_load.load_id asc
