-- Years with figures, by set and indicator.
--
-- reads: active_estimate, indicator
-- gives: set_name, indicator, measure, year, n_areas (the city is none)

select
    active_estimate.set_name,
    active_estimate.indicator,
    indicator.measure,
    active_estimate.year,
    count(distinct nullif(active_estimate.area_code, '*')) as n_areas
from active_estimate
inner join indicator on active_estimate.indicator = indicator.indicator
where active_estimate.percent is not null
group by all
order by
    active_estimate.set_name asc,
    active_estimate.indicator asc,
    active_estimate.year asc
