-- Take the cells out of rejects that may tell of an erased incident; number and reason stay.
--
-- reads: expired_load(load_id), expired_incident(incident_id)
-- changes: reject(value)

update reject
set value = null
where
    reject.value is not null
    and (
        reject.load_id in (
            select expired_load.load_id
            from expired_load
        )
        or reject.value in (
            select expired_incident.incident_id
            from expired_incident
        )
    )
