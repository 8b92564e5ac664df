-- Incidents of a load with the place, time and category of another one of the same load.
--
-- Those known by the day alone are left out: two thefts at one address on one day are two.
-- n_repeats counts all but the first of each group.
--
-- reads: active_incident
-- gives: load_id, n_timed, n_repeats, row_number

with groups as (
    select
        load_id,
        count(*) as n_rows,
        min(row_number) as first_row
    from active_incident
    where x_m is not null and time_precision != 'day'
    group by load_id, x_m, y_m, occurred_from, occurred_to, category
)

select
    load_id,
    sum(n_rows) as n_timed,
    sum(n_rows - 1) as n_repeats,
    min(first_row) filter (where n_rows > 1) as row_number
from groups
group by load_id
order by load_id asc
