-- Which of the new populations other loads already give, by the row that gives them anew.
--
-- A row that says nothing of visitors repeats one that does.
--
-- $set_name: the set
-- reads: active_residents,
--        new_population(row_number, area_code, year, part, group_key, population,
--        visitor_heavy)
-- gives: row_number, load_id, stored_value, new_value, is_same

select
    new_population.row_number,
    min(active_residents.load_id) as load_id,
    min(active_residents.population) as stored_value,
    min(new_population.population) as new_value,
    bool_and(
        active_residents.population = new_population.population
        and (
            new_population.visitor_heavy is null
            or new_population.visitor_heavy is not distinct from active_residents.visitor_heavy
        )
    ) as is_same
from new_population
inner join active_residents
    on
        new_population.area_code = active_residents.area_code
        and new_population.year = active_residents.year
        and new_population.part = active_residents.part
        and new_population.group_key = active_residents.group_key
where active_residents.set_name = $set_name
group by new_population.row_number
order by new_population.row_number asc
