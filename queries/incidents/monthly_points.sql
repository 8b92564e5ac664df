-- How many cases of a month lie on each point; one row per month and point.
--
-- Those without a point are one row of their month, with x_m and y_m null. in_city: whether
-- what lies on the point counts for the city: in an area of the set, or without a point. is_named:
-- known by the name of an area alone.
--
-- What is known to the year alone is in no month, and left out.
--
-- $area_load_id: the load that brought the area set, or null for all that is counted
-- $first_day: the first day that counts
-- $last_day: the last day that counts
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- reads: active_incident, incident_area
-- gives: x_m?, y_m? (metres in the working CRS), month (counted from January of year 0), in_city,
--        is_named, n

with placed as (
    select incident_key
    from incident_area
    where area_load_id = $area_load_id
),

dated as (
    select
        coalesce(case_key, incident_key) as case_id,
        x_m,
        y_m,
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
    x_m,
    y_m,
    cast(year(counted_on) * 12 + month(counted_on) - 1 as bigint) as month,
    in_city,
    is_named,
    cast(count(distinct case_id) as bigint) as n
from dated
where counted_on between $first_day and $last_day
group by all
order by month asc, x_m asc nulls last, y_m asc nulls last, in_city asc, is_named asc
