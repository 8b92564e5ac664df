-- Designations of areas, for the store that releases are made from.
--
-- reads: active_designation
-- gives: load_id, row_number, kind, name, year, designated, value?, criteria_set, set_name?,
-- area_code?, units?, certainty?, note?, origin?, note_en?

select
    load_id,
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
    origin,
    note_en
from active_designation
order by load_id asc, row_number asc, kind asc, name asc, year asc
