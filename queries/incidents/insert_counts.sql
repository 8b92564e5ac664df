-- Store how many incidents the areas of a set had, as a table counts them.
--
-- An empty category is all of them, which is stored as null.
--
-- $load_id: the load they came with
-- $set_name: the set their areas belong to
-- reads: new_counts(row_number, area_code, year, part, first_month, last_month, category,
--        group_key, n, withheld, made)
-- changes: incident_count

insert into incident_count (
    load_id, row_number, set_name, area_code, year, part, first_month, last_month, category,
    group_key, n, withheld, made
)
select
    $load_id,
    row_number,
    $set_name,
    area_code,
    year,
    part,
    first_month,
    last_month,
    nullif(category, '') as category,
    group_key,
    n,
    withheld,
    made
from new_counts
