-- What is said of every break of a series, loaded or known to the program.
--
-- audience: public
-- reads: active_break_point
-- gives: year, last_year?, text_da, text_en, source, source_en?

select
    year,
    last_year,
    text_da,
    text_en,
    source,
    source_en
from active_break_point
order by year asc, text_da asc, indicator asc, set_name asc nulls first, area_code asc nulls first
