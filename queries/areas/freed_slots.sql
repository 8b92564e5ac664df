-- Slots of area sets that were replaced, and that say nothing any more.
--
-- reads: area_set, load
-- gives: slot

select area_set.slot
from area_set
inner join load on area_set.load_id = load.load_id
where area_set.slot is not null and load.superseded_by is not null
order by area_set.slot asc
