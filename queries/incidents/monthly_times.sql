-- Rows of cases with their month, point and time, where some hours or days of the week count.
--
-- in_city, is_named and what is left out are as in incidents/monthly_points, which counts the same
-- cases.
--
-- $area_load_id: the load that brought the area set, or null for all that is counted
-- $first_day: the first day that counts
-- $last_day: the last day that counts
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- reads: active_incident, incident_area
-- gives: case_id, x_m?, y_m? (metres in the working CRS), month (counted from January of year 0),
--        in_city, is_named, occurred_from?, occurred_to?, time_precision

with placed as (
    select incident_key
    from incident_area
    where area_load_id = $area_load_id
),

dated as (
    select
        coalesce(case_key, incident_key) as case_id,
        incident_key,
        x_m,
        y_m,
        occurred_from,
        occurred_to,
        time_precision,
        $area_load_id is null
        or has_no_place
        or incident_key in (select placed.incident_key from placed) as in_city,
        named_area is not null as is_named,
        if($by_reported, cast(reported as date), occurred_on) as counted_on
    from active_incident
    where
        ($category is null or category = $category)
        and ($by_reported or time_precision != 'year')
)

select
    case_id,
    x_m,
    y_m,
    cast(year(counted_on) * 12 + month(counted_on) - 1 as bigint) as month,
    in_city,
    is_named,
    occurred_from,
    occurred_to,
    time_precision
from dated
where counted_on between $first_day and $last_day
order by incident_key asc
