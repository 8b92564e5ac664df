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
-- reads: active_incident, placed_incident
-- gives: case_id, x_m?, y_m? (metres in the working CRS), month (counted from January of year 0),
--        in_city, is_named, occurred_from?, occurred_to?, time_precision

with located as not materialized (
    select
        active_incident.*,
        true as in_city
    from active_incident
    where $area_load_id is null
    union all by name
    select
        * exclude (area_load_id, area_order, is_first),
        has_no_place or area_order is not null as in_city
    from placed_incident
    where area_load_id = $area_load_id and is_first
),

dated as not materialized (
    select
        coalesce(case_key, incident_key) as case_id,
        incident_key,
        x_m,
        y_m,
        occurred_from,
        occurred_to,
        time_precision,
        in_city,
        named_area is not null as is_named,
        if($by_reported, cast(reported as date), occurred_on) as counted_on
    from located
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
