-- How many rows of each kind the counted cases of the city have, and how many cases, one row a
-- kind.
--
-- $area_load_id: the load that brought the area set; what lies outside it is not counted
-- $first_day, $last_day: the days that count
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- reads: placed_incident
-- gives: rows_are, n_rows, n_cases

select
    rows_are,
    count(*) as n_rows,
    count(distinct coalesce(case_key, incident_key)) as n_cases
from placed_incident
where
    area_load_id = $area_load_id
    and is_first
    and if($by_reported, cast(reported as date), occurred_on) between $first_day and $last_day
    and ($category is null or category = $category)
    and (has_no_place or area_order is not null)
group by rows_are
order by rows_are asc
