-- How many cases are known by the name of an area and lie in none of a set, by the set they name.
--
-- $area_load_id: the load that brought the area set asked about
-- $first_day, $last_day: the days that count
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- reads: placed_incident
-- gives: named_set, n

select
    named_set,
    count(distinct coalesce(case_key, incident_key)) as n
from placed_incident
where
    area_load_id = $area_load_id
    and area_order is null
    and named_area is not null
    and if($by_reported, cast(reported as date), occurred_on) between $first_day and $last_day
    and ($category is null or category = $category)
group by named_set
order by named_set asc
