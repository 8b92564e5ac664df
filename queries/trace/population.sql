-- How many people live in the areas of a set in one year, and the row that says so.
--
-- $set_name: the area set
-- $year: the year
-- reads: active_population
-- gives: load_id, row_number, area_code, part, population, summed

select
    load_id,
    row_number,
    area_code,
    part,
    population,
    summed
from active_population
where
    set_name = $set_name
    and year = $year
order by area_code asc, load_id asc, row_number asc
