-- The residents by group that a sum of groups may be made of; one row a group.
--
-- $load_id: the load that brought them and the sum
-- $area_code: the area
-- $year: the year
-- $part: the part of the year, '' for the whole
-- reads: active_residents
-- gives: row_number, group_key, population

select
    row_number,
    group_key,
    population
from active_residents
where
    load_id = $load_id
    and area_code = $area_code
    and year = $year
    and part = $part
    and group_key != ''
    and not summed
order by group_key asc, row_number asc
