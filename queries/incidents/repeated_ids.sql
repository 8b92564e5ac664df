-- Ids of a load that other rows carry too, in the same load or in another that counts.
--
-- $load_id: the new load
-- $source: the system whose ids they carry
-- changes: temporary table repeated_id

create or replace temp table repeated_id as
with new_ids as (
    select
        incident_id,
        count(*) as n_rows
    from incident
    where load_id = $load_id
    group by incident_id
),

other_ids as (
    select distinct incident.incident_id
    from incident
    inner join active_load on incident.load_id = active_load.load_id
    where incident.source = $source and incident.load_id != $load_id
)

select new_ids.incident_id
from new_ids
left join other_ids on new_ids.incident_id = other_ids.incident_id
where new_ids.n_rows > 1 or other_ids.incident_id is not null
