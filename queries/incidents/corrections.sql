-- How many rows of a load change what an earlier version of the incident said; one row.
--
-- $load_id: the load
-- reads: incident(load_id, source, incident_id, version)
-- gives: n_corrections

with contested_rows as (
    select
        incident.load_id,
        lag(incident.version) over by_version as earlier_version
    from incident
    inner join load on incident.load_id = load.load_id
    where incident.contested and (load.superseded_by is null or incident.load_id = $load_id)
    window by_version as (
        partition by incident.source, incident.incident_id
        order by incident.version asc
    )
)

select count(*) as n_corrections
from contested_rows
where load_id = $load_id and earlier_version is not null
