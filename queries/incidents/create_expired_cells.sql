-- The loads of incidents whose rejects keep no cell: something of them is erased, or nothing is
-- left of them.
--
-- $source: of this source only, or null for all
-- reads: expired_incident(incident_key, load_id), incident, load
-- changes: expired_load

create temp table expired_load as
select
    load.load_id,
    count(expired_incident.incident_key) as n_rows
from load
left join expired_incident on load.load_id = expired_incident.load_id
where load.kind = 'incidents' and ($source is null or load.source = $source)
group by load.load_id
having
    count(expired_incident.incident_key) > 0
    or load.load_id not in (
        select incident.load_id
        from incident
    )
