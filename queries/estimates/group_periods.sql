-- Periods with figures, by set, by indicator or series, and by group.
--
-- $indicator: the indicator or series, or null for all
-- reads: active_figure, indicator
-- gives: set_name, indicator, measure, group_key ('' for everybody), year, part
-- audience: public

with named as (
    select
        active_figure.set_name,
        active_figure.group_key,
        active_figure.year,
        active_figure.part,
        indicator.measure,
        unnest(
            list_distinct([indicator.indicator, coalesce(indicator.series, indicator.indicator)])
        ) as indicator
    from active_figure
    inner join indicator on active_figure.indicator = indicator.indicator
    where active_figure.percent is not null
)

select distinct
    set_name,
    indicator,
    measure,
    group_key,
    year,
    part
from named
where $indicator is null or indicator = $indicator
order by
    set_name asc,
    indicator asc,
    group_key asc,
    year asc,
    part asc
