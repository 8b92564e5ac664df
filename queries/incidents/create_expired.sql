-- The incidents that occurred before a day: all rows of a case of which the row that counts did,
-- and rows that did and no longer count.
--
-- $before: the first day that is kept
-- $source: of this source only, or null for all
-- reads: incident, active_incident, load
-- changes: expired_incident

create temp table expired_incident as
with expired_cases as (
    select distinct
        source,
        rows_are,
        incident_id
    from active_incident
    where occurred_on < $before
)

select
    incident.incident_key,
    incident.load_id,
    incident.source,
    incident.incident_id
from incident
inner join load on incident.load_id = load.load_id
left join expired_cases
    on
        incident.source = expired_cases.source
        and incident.incident_id = expired_cases.incident_id
        and coalesce(load.rows_are, 'incidents') = expired_cases.rows_are
where
    (incident.occurred_on < $before or expired_cases.incident_id is not null)
    and ($source is null or incident.source = $source)
