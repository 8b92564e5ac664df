-- Incidents by area and year; area - is unplaced, area * is all of them.
--
-- $area_load_id: the load that brought the area set
-- $year_1: the earlier year
-- $year_2: the later year
-- $first_day: first day of the year that counts, as month times 100 plus day
-- $last_day: last day of the year that counts, likewise
-- $category: one category, or null for all
-- reads: active_incident, incident_area
-- gives: area_code, year, n

with counted as (
    select
        incident_key,
        year(occurred_on) as year
    from active_incident
    where
        year(occurred_on) in ($year_1, $year_2)
        and month(occurred_on) * 100 + day(occurred_on) between $first_day and $last_day
        and ($category is null or category = $category)
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
        counted.year
    from counted
    inner join placed on counted.incident_key = placed.incident_key
),

in_none as (
    select
        '-' as area_code,
        counted.year
    from counted
    anti join placed on counted.incident_key = placed.incident_key
),

in_the_city as (
    select
        '*' as area_code,
        counted.year
    from counted
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
    count(*) as n
from all_rows
group by area_code, year
order by area_code asc, year asc
