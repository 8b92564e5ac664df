-- Store what a release is made from: residents of areas.
--
-- reads: new_population(load_id, row_number, set_name, area_code, year, population,
-- visitor_heavy, group_key, part, summed)
-- changes: population

insert into population by name
select *
from new_population
