-- Why a load's rows were turned away; one row per column and reason, most frequent first.
--
-- any_repeats: whether any row of the load repeats another, whatever the row here says.
--
-- $load_id: the load's number
-- $most: how many are wanted, or null for all
-- reads: reject(load_id, row_number, column_name, value, reason, kept)
-- gives: column_name?, reason, kept?, n_rows, first_row, first_value?, any_repeats

select
    column_name,
    reason,
    min(kept) as kept,
    count(*) as n_rows,
    min(row_number) as first_row,
    arg_min(value, row_number) as first_value,
    bool_or(starts_with(reason, 'repeats ')) over () as any_repeats
from reject
where load_id = $load_id
group by column_name, reason
order by n_rows desc, first_row asc
limit $most
