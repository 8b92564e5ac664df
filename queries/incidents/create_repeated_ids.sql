-- Begin the list of the ids of a load that other rows carry too.
--
-- changes: temporary table repeated_id

create or replace temp table repeated_id (incident_id text)
