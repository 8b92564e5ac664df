-- Store a batch of incidents.
--
-- $load_id: the load they came with
-- $source: the system whose ids they carry
-- $version: orders the versions of an incident; all rows of a load are of one
-- reads: new_incidents(incident_key, row_number, incident_id, occurred_from, occurred_to,
--        occurred_on, time_precision, reported, category, x_m, y_m, rest_hash,
--        named_set, named_area, named_outside, placed_1, placed_2, placed_3, placed_4, placed_5,
--        placed_6, placed_7, placed_8)
-- changes: incident

insert into incident (
    incident_key, load_id, row_number, source, incident_id, occurred_from, occurred_to,
    occurred_on, time_precision, reported, category, x_m, y_m, version, contested, rest_hash,
    named_set, named_area, named_outside, is_current,
    placed_1, placed_2, placed_3, placed_4, placed_5, placed_6, placed_7, placed_8
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
    $version,
    false as contested,
    rest_hash,
    named_set,
    named_area,
    named_outside,
    true as is_current,
    placed_1,
    placed_2,
    placed_3,
    placed_4,
    placed_5,
    placed_6,
    placed_7,
    placed_8
from new_incidents
