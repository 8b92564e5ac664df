-- Store what a release is made from: areas of the sets that count.
--
-- reads: new_area(load_id, set_name, code, area_name, code_order, area_m2, attributes, geometry,
-- row_number)
-- changes: area

insert into area by name
select *
from new_area
