-- Counts of incidents in a set of one group of people, as tables give them, one row a count.
--
-- $set_name: the set
-- $category: one category, or null for all of them together
-- $group_key: the group, '' for everybody
-- reads: active_incident_count
-- gives: load_id, row_number, area_code, year, first_month, last_month, n?, made?

select
    load_id,
    row_number,
    area_code,
    year,
    first_month,
    last_month,
    n,
    made
from active_incident_count
where
    set_name = $set_name
    and category is not distinct from $category
    and group_key = $group_key
order by year asc, first_month asc, last_month asc, area_code asc
