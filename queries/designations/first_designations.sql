-- The first designations of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: designation
-- gives: row_number, kind, name, designated_in, designated, category?, criteria_set?,
--        set_name?, area_code?, units?, certainty?

select
    row_number,
    kind,
    name,
    year as designated_in,
    designated,
    value as category,
    criteria_set,
    set_name,
    area_code,
    units,
    certainty
from designation
where load_id = $load_id
order by row_number asc
limit 5
