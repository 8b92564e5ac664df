-- How many ids of a load stand in several rows, and the first of them; one row.
--
-- $load_id: the load
-- reads: incident, repeated_id(incident_id, n_rows)
-- gives: n_ids, incident_id?, row_numbers?, categories? (of the first such id)

with of_id as (
    select
        incident.incident_id,
        list(incident.row_number order by incident.row_number asc) as row_numbers,
        list(coalesce(incident.category, '') order by incident.row_number asc) as categories
    from incident
    inner join repeated_id on incident.incident_id = repeated_id.incident_id
    where incident.load_id = $load_id and repeated_id.n_rows > 1
    group by incident.incident_id
    having count(*) > 1
)

select
    count(*) as n_ids,
    arg_min(incident_id, row_numbers[1]) as incident_id,
    arg_min(row_numbers, row_numbers[1]) as row_numbers,
    arg_min(categories, row_numbers[1]) as categories
from of_id
