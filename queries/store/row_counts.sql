-- Loads whose rows are not all there; none in a store that is whole.
--
-- reads: load(load_id, kind, file_name, rows_stored), area, estimate, incident, population, reject
-- gives: load_id, file_name, rows_stored, rows_found, rows_rejected, rejects_found

with stored_rows as (
    select load_id from area
    union all
    select load_id from estimate
    union all
    select load_id from incident
    union all
    select load_id from population
),

stored_counts as (
    select
        load_id,
        count(*) as rows_found
    from stored_rows
    group by load_id
),

rejected_counts as (
    select
        load_id,
        count(distinct row_number) as rejects_found
    from reject
    group by load_id
)

select
    load.load_id,
    load.file_name,
    load.rows_stored,
    coalesce(stored_counts.rows_found, 0) as rows_found,
    load.rows_rejected,
    coalesce(rejected_counts.rejects_found, 0) as rejects_found
from load
left join stored_counts on load.load_id = stored_counts.load_id
left join rejected_counts on load.load_id = rejected_counts.load_id
where
    load.rows_stored != coalesce(stored_counts.rows_found, 0)
    or load.rows_rejected != coalesce(rejected_counts.rejects_found, 0)
order by load.load_id asc
