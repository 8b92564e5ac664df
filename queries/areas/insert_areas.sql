-- Store the areas of a set.
--
-- $load_id: the load they came with
-- $set_name: the set they make up
-- reads: new_areas(code, area_name, code_order, area_m2, attributes, geometry, row_number)
-- changes: area

insert into area (
    load_id, set_name, code, area_name, code_order, area_m2, attributes, geometry, row_number
)
select
    $load_id,
    $set_name,
    code,
    area_name,
    code_order,
    area_m2,
    attributes,
    geometry,
    row_number
from new_areas
