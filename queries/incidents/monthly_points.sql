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
-- reads: active_incident, placed_incident
-- gives: x_m?, y_m? (metres in the working CRS), month (counted from January of year 0), in_city,
--        is_named, n

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
        x_m,
        y_m,
        in_city,
        named_area is not null as is_named,
        if($by_reported, cast(reported as date), occurred_on) as counted_on
    from located
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
