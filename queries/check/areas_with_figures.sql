-- How many areas of a set have a figure of an indicator in a year, and which have none.
--
-- A figure that is withheld is there: somebody counted it. The city is no area.
--
-- $set_name: one area set, or null for all
-- reads: active_estimate, active_area
-- gives: set_name, indicator, year, n_areas, n_with_figure, missing, load_id

with years as (
    select
        set_name,
        indicator,
        year,
        min(load_id) as load_id
    from active_estimate
    where area_code != '*' and ($set_name is null or set_name = $set_name)
    group by set_name, indicator, year
),

figures as (
    select distinct
        set_name,
        indicator,
        year,
        area_code
    from active_estimate
)

select
    years.set_name,
    years.indicator,
    years.year,
    count(*) as n_areas,
    count(figures.area_code) as n_with_figure,
    coalesce(
        list(active_area.code order by active_area.code_order)
        filter (where figures.area_code is null),
        []
    ) as missing,
    years.load_id
from years
inner join active_area on years.set_name = active_area.set_name
left join figures
    on
        years.set_name = figures.set_name
        and years.indicator = figures.indicator
        and years.year = figures.year
        and active_area.code = figures.area_code
group by years.set_name, years.indicator, years.year, years.load_id
order by years.set_name asc, years.indicator asc, years.year asc
