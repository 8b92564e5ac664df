-- Loads that count and turned rows away for another reason than that they were there already.
--
-- $repeat: how the reason of a row begins that only repeats a stored one
-- $set_name: one area set, or null for all loads
-- reads: active_load, reject
-- gives: load_id, set_name?, rows_in, n_rejected, reason, kept, row_number

with defects as (
    select
        load_id,
        row_number,
        min(reason) as reason,
        arg_min(coalesce(kept, ''), reason) as kept
    from reject
    where not starts_with(reason, $repeat)
    group by load_id, row_number
),

reasons as (
    select
        load_id,
        reason,
        min(kept) as kept,
        count(*) as n_rows,
        min(row_number) as first_row
    from defects
    group by load_id, reason
)

select
    active_load.load_id,
    max(active_load.target) as set_name,
    max(active_load.rows_in) as rows_in,
    sum(reasons.n_rows) as n_rejected,
    arg_max(reasons.reason, (reasons.n_rows, -reasons.first_row, reasons.reason)) as reason,
    arg_max(reasons.kept, (reasons.n_rows, -reasons.first_row, reasons.reason)) as kept,
    arg_max(reasons.first_row, (reasons.n_rows, -reasons.first_row, reasons.reason))
        as row_number
from active_load
inner join reasons on active_load.load_id = reasons.load_id
where $set_name is null or active_load.target = $set_name
group by active_load.load_id
order by active_load.load_id asc
