-- The first areas of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: area
-- gives: row_number, area_code, area_name?, km2

select
    row_number,
    code as area_code,
    area_name,
    round(area_m2 / 1e6, 3) as km2
from area
where load_id = $load_id
order by row_number asc, code asc
limit 5
