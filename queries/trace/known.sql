-- Which figures there are; one row for each set, area, indicator, group, year and part of it.
--
-- reads: active_figure, indicator
-- gives: set_name, area_code, indicator, series?, group_key, year, part, has_figure, has_category

select
    active_figure.set_name,
    active_figure.area_code,
    active_figure.indicator,
    indicator.series,
    active_figure.group_key,
    active_figure.year,
    active_figure.part,
    bool_or(
        active_figure.percent is not null or active_figure.withheld is not null
    ) as has_figure,
    bool_or(
        active_figure.category is not null or active_figure.score is not null
    ) as has_category
from active_figure
inner join indicator on active_figure.indicator = indicator.indicator
group by all
order by
    active_figure.set_name asc,
    active_figure.area_code asc,
    active_figure.indicator asc,
    active_figure.year asc,
    active_figure.group_key asc,
    active_figure.part asc
