-- How many areas of a set have no incident at all, of any day and category; one row.
--
-- $area_load_id: the load that brought the area set
-- reads: active_area, active_incident, incident_area
-- gives: n_areas, n_without, n_incidents (placed in any of them)

with used as (
    select
        incident_area.area_code,
        count(*) as n
    from incident_area
    inner join active_incident on incident_area.incident_key = active_incident.incident_key
    where incident_area.area_load_id = $area_load_id
    group by incident_area.area_code
)

select
    count(*) as n_areas,
    count(*) filter (where used.n is null) as n_without,
    coalesce(sum(used.n), 0) as n_incidents
from active_area
left join used on active_area.code = used.area_code
where active_area.load_id = $area_load_id
