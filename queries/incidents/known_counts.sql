-- Which of the new counts other loads already give, by the row that gives them anew.
--
-- $set_name: the set
-- reads: active_incident_count,
--        new_counts(row_number, area_code, year, part, category, group_key, n)
-- gives: row_number, load_id, stored_value?, new_value?, is_same

select
    new_counts.row_number,
    min(active_incident_count.load_id) as load_id,
    cast(min(active_incident_count.n) as double) as stored_value,
    cast(min(new_counts.n) as double) as new_value,
    bool_and(active_incident_count.n is not distinct from new_counts.n) as is_same
from new_counts
inner join active_incident_count
    on
        new_counts.area_code = active_incident_count.area_code
        and new_counts.year = active_incident_count.year
        and new_counts.part = active_incident_count.part
        and new_counts.category = coalesce(active_incident_count.category, '')
        and new_counts.group_key = active_incident_count.group_key
where active_incident_count.set_name = $set_name
group by new_counts.row_number
order by new_counts.row_number asc
