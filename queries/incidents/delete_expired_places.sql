-- Erase which areas the expired incidents lie in.
--
-- reads: expired_incident(incident_key)
-- changes: incident_area

delete from incident_area
where
    incident_key in (
        select expired_incident.incident_key
        from expired_incident
    )
