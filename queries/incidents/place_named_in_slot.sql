-- Store that incidents known by the name of an area lie in it, of a set with a slot.
--
-- $area_load_id: the load that brought the set
-- $set_name: the set
-- $slot: its slot
-- $load_id: the load of the incidents, or null for all
-- reads: incident, area
-- changes: incident(placed_1 to placed_8)

update incident
set
    placed_1 = if($slot = 1, area.code_order, placed_1),
    placed_2 = if($slot = 2, area.code_order, placed_2),
    placed_3 = if($slot = 3, area.code_order, placed_3),
    placed_4 = if($slot = 4, area.code_order, placed_4),
    placed_5 = if($slot = 5, area.code_order, placed_5),
    placed_6 = if($slot = 6, area.code_order, placed_6),
    placed_7 = if($slot = 7, area.code_order, placed_7),
    placed_8 = if($slot = 8, area.code_order, placed_8)
from area
where
    incident.named_area = area.code
    and incident.named_set = $set_name
    and area.load_id = $area_load_id
    and ($load_id is null or incident.load_id = $load_id)
