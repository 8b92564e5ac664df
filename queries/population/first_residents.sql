-- The first numbers of residents of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: population, active_area
-- gives: row_number, area_code, area_name?, period, group_key?, population

select
    population.row_number,
    population.area_code,
    active_area.area_name,
    concat_ws('-', population.year, nullif(population.part, '')) as period,
    nullif(population.group_key, '') as group_key,
    population.population
from population
left join active_area
    on population.set_name = active_area.set_name and population.area_code = active_area.code
where population.load_id = $load_id
order by
    population.row_number asc,
    population.year asc,
    population.part asc,
    population.group_key asc
limit 5
