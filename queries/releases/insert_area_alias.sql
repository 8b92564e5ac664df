-- Store what a release is made from: other names of areas.
--
-- reads: new_area_alias(load_id, set_name, alias, area_code)
-- changes: area_alias

insert into area_alias by name
select *
from new_area_alias
