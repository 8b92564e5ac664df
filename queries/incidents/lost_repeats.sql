-- Loads whose rows were rejected as repeats of a load that has been replaced, where the
-- replacement lacks them; one row per load.
--
-- $replaced: the load that was replaced
-- reads: reject, active_load, active_incident
-- gives: load_id, n_rows

with repeats as (
    select
        reject.load_id,
        active_load.source,
        reject.value as incident_id
    from reject
    inner join active_load on reject.load_id = active_load.load_id
    where starts_with(reject.reason, 'repeats load ' || $replaced || ', ')
)

select
    repeats.load_id,
    count(distinct repeats.incident_id) as n_rows
from repeats
anti join active_incident
    on
        repeats.source = active_incident.source
        and repeats.incident_id = active_incident.incident_id
group by repeats.load_id
order by repeats.load_id asc
