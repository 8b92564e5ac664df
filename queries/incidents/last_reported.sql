-- The last day on which anything was reported; one row.
--
-- reads: active_incident(reported)
-- gives: last_reported?

select cast(max(reported) as date) as last_reported
from active_incident
