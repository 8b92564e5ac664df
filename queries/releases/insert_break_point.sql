-- Store what a release is made from: breaks of series that loads brought.
--
-- reads: new_break_point(load_id, row_number, indicator, set_name, area_code, year, last_year,
-- kind, text_da, text_en, source, source_en)
-- changes: break_point

insert into break_point by name
select *
from new_break_point
