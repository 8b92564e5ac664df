-- The last day on which anything was reported; one row.
--
-- reads: active_load(load_id), incident(load_id, reported)
-- gives: last_reported?

select cast(max(incident.reported) as date) as last_reported
from incident
inner join active_load on incident.load_id = active_load.load_id
