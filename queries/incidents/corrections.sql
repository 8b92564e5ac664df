-- How many rows of a load are of a case of which an earlier load says something else; one row.
--
-- $load_id: the load
-- $rows_are: what a row of the load is
-- reads: incident(load_id, source, incident_id, version), load
-- gives: n_corrections

with earlier_versions as (
    select
        incident.source,
        incident.incident_id,
        min(incident.version) as first_version
    from incident
    inner join load on incident.load_id = load.load_id
    where
        incident.contested
        and load.superseded_by is null
        and coalesce(load.rows_are, 'incidents') = $rows_are
    group by incident.source, incident.incident_id
)

select count(*) as n_corrections
from incident
inner join earlier_versions
    on
        incident.source = earlier_versions.source
        and incident.incident_id = earlier_versions.incident_id
where incident.load_id = $load_id and earlier_versions.first_version < incident.version
