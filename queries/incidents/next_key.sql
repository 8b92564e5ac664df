-- The key that the next incident gets; one row.
--
-- reads: incident(incident_key)
-- gives: next_key

select coalesce(max(incident_key), 0) + 1 as next_key
from incident
