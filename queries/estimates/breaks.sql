-- Where a series stops being the same thing; in the order of years.
--
-- $indicator: the indicator, or the series
-- $set_name: the area set, for breaks of one area of it
-- reads: active_break_point
-- gives: area_code, year, last_year, kind, text_da, text_en, source, load_id

select
    area_code,
    year,
    last_year,
    kind,
    text_da,
    text_en,
    source,
    load_id
from active_break_point
where
    indicator in ($indicator, '*')
    and (set_name is null or set_name = $set_name)
order by year asc, kind asc, area_code asc nulls first, text_da asc
