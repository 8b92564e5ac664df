-- Incidents of a source by area and year, for every set that is in force in the store.
--
-- $set_name: one area set, or null for all
-- reads: active_incident, incident_area, active_area_set
-- gives: set_name, source, area_code, year, n, load_id

select
    active_area_set.set_name,
    active_incident.source,
    incident_area.area_code,
    year(active_incident.occurred_on) as year,
    count(*) as n,
    max(active_incident.load_id) as load_id
from active_incident
inner join incident_area on active_incident.incident_key = incident_area.incident_key
inner join active_area_set on incident_area.area_load_id = active_area_set.load_id
where $set_name is null or active_area_set.set_name = $set_name
group by
    active_area_set.set_name, active_incident.source, incident_area.area_code,
    year(active_incident.occurred_on)
order by
    active_area_set.set_name asc, active_incident.source asc, incident_area.area_code asc,
    year asc
