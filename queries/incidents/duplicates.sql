-- Rows of a load that say nothing new: the version before them is the same in every field.
--
-- $load_id: the new load
-- $source: the system whose ids they carry
-- reads: incident, load, repeated_id(incident_id)
-- gives: incident_key, row_number, incident_id, earlier_load, earlier_row

with versions as (
    select
        incident.incident_key,
        incident.load_id,
        incident.row_number,
        incident.incident_id,
        lag(incident.load_id) over by_version as earlier_load,
        lag(incident.row_number) over by_version as earlier_row,
        struct_pack(
            incident.occurred_from, incident.occurred_to, incident.reported,
            incident.category, incident.x_m, incident.y_m
        ) as content,
        lag(content) over by_version as earlier_content
    from incident
    left join load on incident.load_id = load.load_id
    inner join repeated_id on incident.incident_id = repeated_id.incident_id
    where
        incident.source = $source
        -- the new load has no record yet
        and load.superseded_by is null
    window by_version as (
        partition by incident.incident_id
        order by incident.version asc, incident.incident_key asc
    )
)

select
    incident_key,
    row_number,
    incident_id,
    earlier_load,
    earlier_row
from versions
where
    load_id = $load_id
    and earlier_load is not null
    and content is not distinct from earlier_content
order by row_number asc
