-- Years with figures, by set and by indicator or series.
--
-- reads: active_estimate, indicator
-- gives: set_name, indicator, measure, year, n_areas (the city is none)

with named as (
    select
        active_estimate.set_name,
        active_estimate.area_code,
        active_estimate.year,
        indicator.measure,
        unnest(
            list_distinct([indicator.indicator, coalesce(indicator.series, indicator.indicator)])
        ) as indicator
    from active_estimate
    inner join indicator on active_estimate.indicator = indicator.indicator
    where active_estimate.percent is not null
)

select
    set_name,
    indicator,
    measure,
    year,
    count(distinct nullif(area_code, '*')) as n_areas
from named
group by all
order by
    set_name asc,
    indicator asc,
    year asc
