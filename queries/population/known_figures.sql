-- Which of the new populations other loads already give, by the row that gives them anew.
--
-- A row that says nothing of visitors repeats one that does.
--
-- $set_name: the set
-- reads: active_population,
--        new_population(row_number, area_code, year, population, visitor_heavy)
-- gives: row_number, load_id, stored_value, new_value, is_same

select
    new_population.row_number,
    min(active_population.load_id) as load_id,
    min(active_population.population) as stored_value,
    min(new_population.population) as new_value,
    bool_and(
        active_population.population = new_population.population
        and (
            new_population.visitor_heavy is null
            or new_population.visitor_heavy is not distinct from active_population.visitor_heavy
        )
    ) as is_same
from new_population
inner join active_population
    on
        new_population.area_code = active_population.area_code
        and new_population.year = active_population.year
where active_population.set_name = $set_name
group by new_population.row_number
order by new_population.row_number asc
