-- Store a batch of incidents.
--
-- $load_id: the load they came with
-- $source: the system whose ids they carry
-- $first_version: what is added to the row number to order the versions of an incident
-- reads: new_incidents(incident_key, row_number, incident_id, occurred_from, occurred_to,
--        occurred_on, time_precision, reported, category, x_m, y_m)
-- changes: incident

insert into incident (
    incident_key, load_id, row_number, source, incident_id, occurred_from, occurred_to,
    occurred_on, time_precision, reported, category, x_m, y_m, version, contested
)
select
    incident_key,
    $load_id,
    row_number,
    $source,
    incident_id,
    occurred_from,
    occurred_to,
    occurred_on,
    time_precision,
    reported,
    category,
    x_m,
    y_m,
    $first_version + row_number as version,
    false as contested
from new_incidents
