-- Years with figures, by set and by indicator or series.
--
-- $group_key: the group, '' for everybody
-- $part: the part of the year, '' for whole years
-- reads: active_figure, indicator
-- gives: set_name, indicator, measure, year, n_areas, area_codes (the city is none)
-- audience: public

with named as (
    select
        active_figure.set_name,
        active_figure.area_code,
        active_figure.year,
        indicator.measure,
        unnest(
            list_distinct([indicator.indicator, coalesce(indicator.series, indicator.indicator)])
        ) as indicator
    from active_figure
    inner join indicator on active_figure.indicator = indicator.indicator
    where
        active_figure.percent is not null
        and active_figure.group_key = $group_key
        and active_figure.part = $part
)

select
    set_name,
    indicator,
    measure,
    year,
    count(distinct nullif(area_code, '*')) as n_areas,
    list_sort(list_distinct(list(nullif(area_code, '*')))) as area_codes
from named
group by all
order by
    set_name asc,
    indicator asc,
    year asc
