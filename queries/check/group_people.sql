-- Residents in all beside the sum of their groups by one dimension; one row for each area, period
-- and dimension with two groups or more.
--
-- $set_name: one area set, or null for all
-- reads: active_residents
-- gives: set_name, area_code, year, part, dimension, population, people_of_groups, load_id,
-- row_number

with grouped as (
    select
        load_id,
        set_name,
        area_code,
        year,
        part,
        split_part(group_key, '=', 1) as dimension,
        sum(population) as people_of_groups
    from active_residents
    where
        group_key != ''
        and not contains(group_key, ';')
        and ($set_name is null or set_name = $set_name)
    group by load_id, set_name, area_code, year, part, split_part(group_key, '=', 1)
    having count(distinct group_key) > 1
)

select
    grouped.set_name,
    grouped.area_code,
    grouped.year,
    grouped.part,
    grouped.dimension,
    active_residents.population,
    grouped.people_of_groups,
    active_residents.load_id,
    active_residents.row_number
from grouped
inner join active_residents
    on
        grouped.set_name = active_residents.set_name
        and grouped.area_code = active_residents.area_code
        and grouped.year = active_residents.year
        and grouped.part = active_residents.part
where active_residents.group_key = ''
order by
    grouped.set_name asc, grouped.dimension asc, active_residents.load_id asc,
    grouped.area_code asc, grouped.year asc, grouped.part asc, active_residents.row_number asc
