-- Loads of incidents from before a place outside was told from none, by area set: how many rows
-- have coordinates outside every area of it. Sets that overlap on purpose are no city.
--
-- reads: active_load, active_incident, active_area_set, incident_area
-- gives: load_id, set_name, n_outside

select
    active_load.load_id,
    active_area_set.set_name,
    count(*) as n_outside
from active_load
inner join active_incident on active_load.load_id = active_incident.load_id
cross join active_area_set
left join incident_area
    on
        active_area_set.load_id = incident_area.area_load_id
        and active_incident.incident_key = incident_area.incident_key
where
    active_load.rows_are is null
    and not active_area_set.overlapping
    and active_incident.x_m is not null
    and incident_area.incident_key is null
group by active_load.load_id, active_area_set.set_name
order by active_load.load_id asc, active_area_set.set_name asc
