-- Say of the rows of which several versions are stored which are the last that counts.
--
-- reads: incident, load
-- changes: incident(is_current)

update incident
set is_current = versions.is_last
from (
    select
        incident.incident_key,
        incident.version = max(incident.version) over (
            partition by
                incident.source, coalesce(active_load.rows_are, 'incidents'), incident.incident_id
        ) as is_last
    from incident
    inner join active_load on incident.load_id = active_load.load_id
    where incident.contested
) as versions
where
    incident.incident_key = versions.incident_key
    and incident.is_current != versions.is_last
