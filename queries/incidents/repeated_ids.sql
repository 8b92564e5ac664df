-- Add ids of a load that other rows carry too, in the same load or in another that counts.
--
-- Only the ids of the load are held, and of those one part at a time.
--
-- $load_id: the new load
-- $source: the system whose ids they carry
-- $parts: into how many parts the ids are divided
-- $part: the part, from 0
-- reads: incident, active_load, repeated_id(incident_id, n_rows)
-- changes: repeated_id

insert into repeated_id
with new_ids as (
    select
        incident_id,
        count(*) as n_rows
    from incident
    where load_id = $load_id and hash(incident_id) % $parts = $part
    group by incident_id
),

known_ids as (
    select distinct incident.incident_id
    from incident
    semi join new_ids on incident.incident_id = new_ids.incident_id
    inner join active_load on incident.load_id = active_load.load_id
    where incident.source = $source and incident.load_id != $load_id
)

select
    new_ids.incident_id,
    new_ids.n_rows
from new_ids
left join known_ids on new_ids.incident_id = known_ids.incident_id
where new_ids.n_rows > 1 or known_ids.incident_id is not null
