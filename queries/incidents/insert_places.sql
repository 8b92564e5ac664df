-- Store in which area of a set each incident lies.
--
-- $area_load_id: the load that brought the set
-- reads: new_places(incident_key, area_code)
-- changes: incident_area

insert into incident_area (area_load_id, incident_key, area_code)
select
    $area_load_id,
    incident_key,
    area_code
from new_places
