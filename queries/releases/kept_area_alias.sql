-- Other names of areas, by which designations may name them, for the store of a release.
--
-- reads: area_alias
-- gives: load_id, set_name, alias, area_code

select
    load_id,
    set_name,
    alias,
    area_code
from area_alias
order by load_id asc, set_name asc, alias asc, area_code asc
