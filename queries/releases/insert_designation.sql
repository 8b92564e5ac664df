-- Store what a release is made from: designations of areas.
--
-- reads: new_designation(load_id, row_number, kind, name, year, designated, value, criteria_set,
-- set_name, area_code, units, certainty, note, origin, note_en)
-- changes: designation

insert into designation by name
select *
from new_designation
