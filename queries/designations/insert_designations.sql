-- Store what somebody in authority has named areas.
--
-- $load_id: the load they came with
-- reads: new_designations(row_number, kind, name, year, designated, value, criteria_set,
--        set_name, area_code, units, certainty, note, note_en, origin)
-- changes: designation

insert into designation (
    load_id, row_number, kind, name, year, designated, value, criteria_set, set_name, area_code,
    units, certainty, note, note_en, origin
)
select
    $load_id,
    row_number,
    kind,
    name,
    year,
    designated,
    value,
    criteria_set,
    set_name,
    area_code,
    units,
    certainty,
    note,
    note_en,
    origin
from new_designations
