-- Mark every row of an incident of which several versions are stored.
--
-- $source: the system whose ids they carry
-- reads: repeated_id(incident_id)
-- changes: incident(contested)

update incident
set contested = true
where
    source = $source
    and not contested
    and incident_id in (select repeated_id.incident_id from repeated_id)
