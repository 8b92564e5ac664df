-- How many incidents that count are erased, of each year in which they occurred.
--
-- reads: expired_incident(incident_key), active_incident
-- gives: year, n

select
    year(active_incident.occurred_on) as year,
    count(*) as n
from active_incident
where
    active_incident.incident_key in (
        select expired_incident.incident_key
        from expired_incident
    )
group by year(active_incident.occurred_on)
order by year(active_incident.occurred_on) asc
