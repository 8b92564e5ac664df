-- Begin the list of the ids of a load that other rows carry too.
--
-- n_rows: in how many rows of the load an id stands.
--
-- changes: temporary table repeated_id

create or replace temp table repeated_id (incident_id text, n_rows bigint)
