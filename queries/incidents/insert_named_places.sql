-- Store that incidents known by the name of an area lie in it, where a set has that area.
--
-- $area_load_id: the load that brought the set
-- $set_name: the set
-- $load_id: the load of the incidents, or null for all
-- reads: incident, area
-- changes: incident_area

insert into incident_area (area_load_id, incident_key, area_code)
select
    area.load_id,
    incident.incident_key,
    area.code
from incident
inner join area on incident.named_area = area.code
where
    incident.named_set = $set_name
    and area.load_id = $area_load_id
    and ($load_id is null or incident.load_id = $load_id)
