-- Designations of one kind by year and set of criteria, with how many were designated.
--
-- $set_name: one area set, or null for all
-- reads: active_designation
-- gives: kind, year, criteria_set, n_designated, set_name?, load_id, row_number

select
    kind,
    year,
    criteria_set,
    count(*) filter (where designated) as n_designated,
    max(set_name) as set_name,
    min(load_id) as load_id,
    arg_min(row_number, (load_id, row_number)) as row_number
from active_designation
where $set_name is null or set_name = $set_name
group by kind, year, criteria_set
order by kind asc, year asc, criteria_set asc
