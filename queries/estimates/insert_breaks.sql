-- Store breaks of series.
--
-- $load_id: the load they came with
-- $set_name: the set of their areas, or null where every area is meant
-- reads: new_breaks(row_number, indicator, area_code, year, last_year, kind, text_da, text_en,
--        source, source_en)
-- changes: break_point

insert into break_point (
    load_id, row_number, indicator, set_name, area_code, year, last_year, kind, text_da, text_en,
    source, source_en
)
select
    $load_id,
    row_number,
    indicator,
    if(area_code is null, null, $set_name) as set_name,
    area_code,
    year,
    last_year,
    kind,
    text_da,
    text_en,
    source,
    source_en
from new_breaks
