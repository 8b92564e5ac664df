-- Erase the expired incidents.
--
-- reads: expired_incident(incident_key)
-- changes: incident

delete from incident
where
    incident_key in (
        select expired_incident.incident_key
        from expired_incident
    )
