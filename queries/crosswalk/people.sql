-- How many people live in the areas of a set in one year; the city as a whole is left out.
--
-- $set_name: the area set
-- $year: the year
-- reads: active_population
-- gives: area_code, population, load_id
-- audience: public

select
    area_code,
    population,
    load_id
from active_population
where
    set_name = $set_name
    and year = $year
    and area_code != '*'
order by area_code asc, load_id asc
