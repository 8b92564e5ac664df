-- The incidents that count among those that a connection keeps.
--
-- It stands before the view of the same name in the eyes of every query.
--
-- reads: covering_incident, as store/keep_incidents made it
-- changes: active_incident

create temp view active_incident as
select * exclude (is_late)
from temp.covering_incident
