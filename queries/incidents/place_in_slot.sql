-- Store in which area of a set with a slot stored incidents lie.
--
-- $slot: the slot of the set
-- reads: new_places(incident_key, area_order)
-- changes: incident(placed_1 to placed_8)

update incident
set
    placed_1 = if($slot = 1, new_places.area_order, placed_1),
    placed_2 = if($slot = 2, new_places.area_order, placed_2),
    placed_3 = if($slot = 3, new_places.area_order, placed_3),
    placed_4 = if($slot = 4, new_places.area_order, placed_4),
    placed_5 = if($slot = 5, new_places.area_order, placed_5),
    placed_6 = if($slot = 6, new_places.area_order, placed_6),
    placed_7 = if($slot = 7, new_places.area_order, placed_7),
    placed_8 = if($slot = 8, new_places.area_order, placed_8)
from new_places
where incident.incident_key = new_places.incident_key and new_places.area_order is not null
