-- Every stored incident that has a place, in the order of its key.
--
-- reads: incident(incident_key, x_m, y_m)
-- gives: incident_key, x_m, y_m (metres in the working CRS)

select
    incident_key,
    x_m,
    y_m
from incident
where x_m is not null
order by incident_key asc
