-- Which figures there are; one row for each set, area, indicator and year.
--
-- reads: active_estimate, indicator
-- gives: set_name, area_code, indicator, series?, year, has_figure, has_category

select
    active_estimate.set_name,
    active_estimate.area_code,
    active_estimate.indicator,
    indicator.series,
    active_estimate.year,
    bool_or(
        active_estimate.percent is not null or active_estimate.withheld is not null
    ) as has_figure,
    bool_or(
        active_estimate.category is not null or active_estimate.score is not null
    ) as has_category
from active_estimate
inner join indicator on active_estimate.indicator = indicator.indicator
group by all
order by
    active_estimate.set_name asc,
    active_estimate.area_code asc,
    active_estimate.indicator asc,
    active_estimate.year asc
