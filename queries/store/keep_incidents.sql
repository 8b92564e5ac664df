-- Which incidents count, resolved once for a connection that asks many questions of them.
--
-- The table stands before the view of the same name in the eyes of every query.
--
-- reads: covering_incident
-- changes: covering_incident

create temp table covering_incident as
select *
from covering_incident
