-- How many people of a group live in the areas of a set in some years; the city is area *.
--
-- All residents of a year are the year's figure, else that of its first quarter, 1 January.
--
-- $set_name: the area set
-- $years: the years
-- $group_key: the group, '' for everybody
-- reads: active_residents
-- gives: area_code, year, population, visitor_heavy?, load_id
-- audience: public

select
    area_code,
    year,
    population,
    visitor_heavy,
    load_id
from active_residents
where
    set_name = $set_name
    and list_contains($years, year)
    and group_key = $group_key
    and part in ('', 'Q1')
qualify
    row_number() over (
        partition by area_code, year
        order by part asc, summed asc, load_id desc, row_number asc
    ) = 1
order by area_code asc, year asc
