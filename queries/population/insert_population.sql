-- Store how many people live in the areas of a set.
--
-- $load_id: the load they came with
-- $set_name: the set their areas belong to
-- reads: new_population(row_number, area_code, year, population, visitor_heavy)
-- changes: population

insert into population (load_id, row_number, set_name, area_code, year, population, visitor_heavy)
select
    $load_id,
    row_number,
    $set_name,
    area_code,
    year,
    population,
    visitor_heavy
from new_population
