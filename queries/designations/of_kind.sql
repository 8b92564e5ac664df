-- Designations that count, one row each, by kind, year and name.
--
-- $kind: the kind, or null for all
-- $year: the year, or null for all
-- reads: active_designation
-- gives: load_id, row_number, kind, name, year, designated, value?, criteria_set, set_name?,
--        units?, certainty?, note?, note_en?, origin?
-- audience: public

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
    units,
    certainty,
    note,
    note_en,
    origin
from active_designation
where
    ($kind is null or kind = $kind)
    and ($year is null or year = $year)
order by kind asc, year asc, name asc, criteria_set asc, load_id asc, row_number asc
