-- Store how many people live in the areas of a set.
--
-- $load_id: the load they came with
-- $set_name: the set their areas belong to
-- reads: new_population(row_number, area_code, year, part, group_key, population,
--        visitor_heavy, summed)
-- changes: population

insert into population (
    load_id, row_number, set_name, area_code, year, part, group_key, population, visitor_heavy,
    summed
)
select
    $load_id,
    row_number,
    $set_name,
    area_code,
    year,
    part,
    group_key,
    population,
    visitor_heavy,
    summed
from new_population
