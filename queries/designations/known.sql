-- Which of the new designations other loads already give, by the row that gives them anew.
--
-- reads: active_designation, new_designations(row_number, kind, name, year, designated, value,
--        criteria_set, set_name, units)
-- gives: row_number, name, load_id, is_same

select
    new_designations.row_number,
    new_designations.name,
    min(active_designation.load_id) as load_id,
    bool_and(
        active_designation.designated = new_designations.designated
        and active_designation.value is not distinct from new_designations.value
        and active_designation.set_name is not distinct from new_designations.set_name
        and active_designation.units is not distinct from new_designations.units
    ) as is_same
from new_designations
inner join active_designation
    on
        new_designations.kind = active_designation.kind
        and new_designations.name = active_designation.name
        and new_designations.year = active_designation.year
        and new_designations.criteria_set = active_designation.criteria_set
group by new_designations.row_number, new_designations.name
order by new_designations.row_number asc
