-- How many people live in the areas of a set in some years; the city is area *.
--
-- $set_name: the area set
-- $years: the years
-- reads: active_population
-- gives: area_code, year, population, visitor_heavy?, load_id

select
    area_code,
    year,
    population,
    visitor_heavy,
    load_id
from active_population
where
    set_name = $set_name
    and list_contains($years, year)
order by area_code asc, year asc
