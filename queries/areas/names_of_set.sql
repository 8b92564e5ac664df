-- Codes and names of one set's areas, in the order of their codes.
--
-- $set_name: the set
-- reads: active_area
-- gives: code, area_name
-- audience: public

select
    code,
    area_name
from active_area
where set_name = $set_name
order by code_order asc
