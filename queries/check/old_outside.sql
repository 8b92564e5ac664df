-- Loads of incidents from before a place outside was told from none, by area set: how many rows
-- have coordinates outside every area of it. Sets that overlap on purpose are no city.
--
-- reads: active_load, placed_incident, active_area_set
-- gives: load_id, set_name, n_outside

select
    active_load.load_id,
    active_area_set.set_name,
    count(*) as n_outside
from placed_incident
inner join active_load on placed_incident.load_id = active_load.load_id
inner join active_area_set on placed_incident.area_load_id = active_area_set.load_id
where
    active_load.rows_are is null
    and not active_area_set.overlapping
    and placed_incident.x_m is not null
    and placed_incident.area_order is null
group by active_load.load_id, active_area_set.set_name
order by active_load.load_id asc, active_area_set.set_name asc
