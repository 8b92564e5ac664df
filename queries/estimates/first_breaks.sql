-- The first breaks of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: break_point, active_area
-- gives: row_number, area_code?, area_name?, indicator, first_year, last_year?, kind?,
--        text_da?, text_en?

select
    break_point.row_number,
    break_point.area_code,
    active_area.area_name,
    break_point.indicator,
    break_point.year as first_year,
    break_point.last_year,
    break_point.kind,
    break_point.text_da,
    break_point.text_en
from break_point
left join active_area
    on break_point.set_name = active_area.set_name and break_point.area_code = active_area.code
where break_point.load_id = $load_id
order by break_point.row_number asc, break_point.indicator asc
limit 5
