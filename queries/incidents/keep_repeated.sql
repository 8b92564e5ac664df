-- Keep of the repeated ids those of which the load still has a row: the others said nothing new.
--
-- $load_id: the new load
-- reads: incident, repeated_id(incident_id, n_rows)
-- changes: repeated_id

delete from repeated_id
where
    incident_id not in (
        select incident.incident_id
        from incident
        where incident.load_id = $load_id
    )
