-- How many people live in the areas of a set in two years; the city is area *.
--
-- $set_name: the area set
-- $year_1: the earlier year
-- $year_2: the later year
-- reads: active_population
-- gives: area_code, year, population, load_id

select
    area_code,
    year,
    population,
    load_id
from active_population
where
    set_name = $set_name
    and year in ($year_1, $year_2)
order by area_code asc, year asc
