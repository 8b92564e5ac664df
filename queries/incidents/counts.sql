-- Incidents by area and year, with three rows that are no area.
--
-- Area outside has coordinates and lies in none of the areas, or is said to lie outside; area -
-- has no coordinates and no area of this set; area * is the city: what lies in an area, once, and
-- what has no place.
--
-- A case that has rows in several areas counts in each, and once for the city.
--
-- $area_load_id: the load that brought the area set
-- $years: the years to count
-- $from_day: first day of the year that counts, as month times 100 plus day
-- $to_day: last day of the year that counts, likewise
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- $count: cases; or rows, or those that are offences or victims
-- reads: active_incident, incident_area
-- gives: area_code, year, n

with dated as (
    select
        incident_key,
        if($count = 'cases', coalesce(case_key, incident_key), incident_key) as counted_key,
        has_no_place,
        if($by_reported, cast(reported as date), occurred_on) as counted_on
    from active_incident
    where
        ($category is null or category = $category)
        and ($count in ('cases', 'rows') or rows_are = $count)
),

counted as (
    select
        incident_key,
        counted_key,
        has_no_place,
        year(counted_on) as year
    from dated
    where
        list_contains($years, year(counted_on))
        and month(counted_on) * 100 + day(counted_on) between $from_day and $to_day
),

placed as (
    select
        incident_key,
        area_code
    from incident_area
    where area_load_id = $area_load_id
),

in_areas as (
    select
        placed.area_code,
        counted.year,
        counted.counted_key
    from counted
    inner join placed on counted.incident_key = placed.incident_key
),

in_none as (
    select
        if(counted.has_no_place, '-', 'outside') as area_code,
        counted.year,
        counted.counted_key
    from counted
    anti join placed on counted.incident_key = placed.incident_key
),

in_the_city as (
    select
        '*' as area_code,
        counted.year,
        counted.counted_key
    from counted
    where
        counted.has_no_place
        or counted.incident_key in (select placed.incident_key from placed)
),

all_rows as (
    select * from in_areas
    union all
    select * from in_none
    union all
    select * from in_the_city
)

select
    area_code,
    year,
    count(distinct counted_key) as n
from all_rows
group by area_code, year
order by area_code asc, year asc
