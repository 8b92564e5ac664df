-- How many rows of incidents a store has, those that no longer count among them; one row.
--
-- reads: incident
-- gives: n

select count(*) as n
from incident
