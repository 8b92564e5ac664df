-- Residents of an area in a year beside those of the year before it that is loaded.
--
-- $set_name: one area set, or null for all
-- reads: active_population
-- gives: set_name, area_code, year, population, earlier_year, earlier_population, load_id,
--        row_number

select
    set_name,
    area_code,
    year,
    population,
    lag(year) over years_of_area as earlier_year,
    lag(population) over years_of_area as earlier_population,
    load_id,
    row_number
from active_population
where $set_name is null or set_name = $set_name
window
    years_of_area as (
        partition by set_name, area_code
        order by year asc, load_id asc, row_number asc
    )
qualify earlier_year is not null
order by set_name asc, area_code asc, year asc, load_id asc, row_number asc
