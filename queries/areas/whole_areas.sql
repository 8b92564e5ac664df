-- Areas of one set with everything stored about them, in the order of their codes.
--
-- $set_name: the set
-- reads: active_area
-- gives: load_id, code, area_name, area_m2, attributes (JSON), geometry (WKB in the working CRS)
-- audience: public

select
    load_id,
    code,
    area_name,
    area_m2,
    attributes,
    geometry
from active_area
where set_name = $set_name
order by code_order asc
