-- Where a series stops being the same thing; in the order of years.
--
-- Breaks that ship are the city's own: made-up figures have none of them.
--
-- $indicator: the indicator, or the series
-- $set_name: the area set, for breaks of one area of it
-- reads: active_break_point, active_figure, active_load, indicator
-- gives: area_code?, year, last_year?, kind, text_da, text_en, source, source_en?, load_id?
-- audience: public

select
    area_code,
    year,
    last_year,
    kind,
    text_da,
    text_en,
    source,
    source_en,
    load_id
from active_break_point
where
    (
        load_id is not null
        or exists (
            select 1
            from active_figure
            inner join active_load on active_figure.load_id = active_load.load_id
            inner join indicator on active_figure.indicator = indicator.indicator
            where
                $indicator in (indicator.indicator, indicator.series)
                and not active_load.synthetic
        )
    )
    and indicator in ($indicator, '*')
    and (set_name is null or set_name = $set_name)
order by year asc, kind asc, area_code asc nulls first, text_da asc
