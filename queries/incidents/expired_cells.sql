-- How many cells of rejects are erased, by load, beside the incidents of the load that are.
--
-- reads: expired_load(load_id, n_rows), expired_incident(source, incident_id), reject, load
-- gives: load_id, file_name, n_rows, n_cells

with expired_ids as (
    select distinct incident_id
    from expired_incident
),

cells as (
    select
        reject.load_id,
        count(*) as n_cells
    from reject
    where
        reject.value is not null
        and (
            reject.load_id in (
                select expired_load.load_id
                from expired_load
            )
            or reject.value in (
                select expired_ids.incident_id
                from expired_ids
            )
        )
    group by reject.load_id
)

select
    load.load_id,
    load.file_name,
    coalesce(expired_load.n_rows, 0) as n_rows,
    coalesce(cells.n_cells, 0) as n_cells
from load
left join expired_load on load.load_id = expired_load.load_id
left join cells on load.load_id = cells.load_id
where coalesce(expired_load.n_rows, 0) > 0 or coalesce(cells.n_cells, 0) > 0
order by load.load_id asc
