-- What rows of other loads are that carry ids of this load, where they are something else.
--
-- $load_id: the new load
-- $source: the system whose ids they carry
-- $rows_are: what a row of the new load is
-- reads: incident, active_load, repeated_id(incident_id)
-- gives: rows_are, load_id (the newest such load), n_ids

select
    coalesce(active_load.rows_are, 'incidents') as rows_are,
    max(active_load.load_id) as load_id,
    count(distinct incident.incident_id) as n_ids
from incident
inner join active_load on incident.load_id = active_load.load_id
inner join repeated_id on incident.incident_id = repeated_id.incident_id
where
    incident.source = $source
    and incident.load_id != $load_id
    and coalesce(active_load.rows_are, 'incidents') != $rows_are
group by coalesce(active_load.rows_are, 'incidents')
order by rows_are asc
