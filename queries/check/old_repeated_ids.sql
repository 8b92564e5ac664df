-- Loads from before several rows of one id were kept apart, with how many ids their file repeats.
--
-- Of such rows the last counts; rows that were alike in all that was read were turned away.
--
-- reads: active_load, incident, reject
-- gives: load_id, n_ids, n_rows, first_id, first_row

with old_loads as (
    select load_id
    from active_load
    where kind = 'incidents' and rows_are is null
),

read_rows as (
    select
        incident.load_id,
        incident.incident_id,
        incident.row_number
    from incident
    inner join old_loads on incident.load_id = old_loads.load_id
    union all
    select
        reject.load_id,
        reject.value,
        reject.row_number
    from reject
    inner join old_loads on reject.load_id = old_loads.load_id
    where
        reject.value is not null
        and starts_with(reject.reason, 'repeats load ' || reject.load_id || ', row ')
),

repeated_ids as (
    select
        load_id,
        incident_id,
        count(*) as n_rows,
        min(row_number) as first_row
    from read_rows
    group by load_id, incident_id
    having count(*) > 1
)

select
    load_id,
    count(*) as n_ids,
    sum(n_rows) as n_rows,
    arg_min(incident_id, first_row) as first_id,
    min(first_row) as first_row
from repeated_ids
group by load_id
order by load_id asc
