-- Area sets that incidents name an area of, where they have no coordinates.
--
-- reads: active_incident
-- gives: named_set

select distinct named_set
from active_incident
where named_set is not null and x_m is null
order by named_set asc
