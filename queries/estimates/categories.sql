-- The action category of each area in two years, from the newest edition that gives one.
--
-- $set_name: the area set
-- $year_1: the earlier year
-- $year_2: the later year
-- reads: active_estimate
-- gives: area_code, year, category

select
    area_code,
    year,
    arg_max(category, coalesce(edition, 0)) as category
from active_estimate
where
    set_name = $set_name
    and year in ($year_1, $year_2)
    and category is not null
group by area_code, year
order by area_code asc, year asc
