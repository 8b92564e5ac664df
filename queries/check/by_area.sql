-- Incidents of a source by area and year, for every set that is in force in the store.
--
-- $set_name: one area set, or null for all
-- reads: placed_incident, active_area_set, area
-- gives: set_name, source, area_code, year, n, load_id

with counted as (
    select
        placed_incident.area_load_id,
        placed_incident.source,
        placed_incident.area_order,
        year(placed_incident.occurred_on) as year,
        count(*) as n,
        max(placed_incident.load_id) as load_id
    from placed_incident
    inner join active_area_set on placed_incident.area_load_id = active_area_set.load_id
    where
        placed_incident.area_order is not null
        and ($set_name is null or active_area_set.set_name = $set_name)
    group by all
)

select
    area.set_name,
    counted.source,
    area.code as area_code,
    counted.year,
    counted.n,
    counted.load_id
from counted
inner join area
    on counted.area_load_id = area.load_id and counted.area_order = area.code_order
order by area.set_name asc, counted.source asc, area.code asc, counted.year asc
