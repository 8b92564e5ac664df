-- Breaks of series that loads brought, for the store that releases are made from.
--
-- reads: active_break_point
-- gives: load_id?, row_number, indicator, set_name?, area_code?, year, last_year?, kind, text_da,
-- text_en, source, source_en?

select
    load_id,
    row_number,
    indicator,
    set_name,
    area_code,
    year,
    last_year,
    kind,
    text_da,
    text_en,
    source,
    source_en
from active_break_point
where load_id is not null
order by load_id asc, row_number asc, indicator asc, year asc
