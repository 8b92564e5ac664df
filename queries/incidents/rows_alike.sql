-- Rows of a load that say in every column what a row above them says.
--
-- $load_id: the load
-- reads: incident, repeated_id(incident_id, n_rows)
-- gives: incident_key, row_number, incident_id, earlier_row

with numbered as (
    select
        incident.incident_key,
        incident.row_number,
        incident.incident_id,
        first_value(incident.row_number) over alike as earlier_row
    from incident
    inner join repeated_id on incident.incident_id = repeated_id.incident_id
    where incident.load_id = $load_id and repeated_id.n_rows > 1
    window alike as (
        partition by
            incident.incident_id, incident.occurred_from, incident.occurred_to,
            incident.reported, incident.category, incident.x_m, incident.y_m,
            incident.time_precision, incident.rest_hash, incident.named_area,
            incident.named_outside
        order by incident.row_number asc
    )
)

select
    incident_key,
    row_number,
    incident_id,
    earlier_row
from numbered
where row_number != earlier_row
order by row_number asc
