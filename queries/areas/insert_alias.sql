-- Store another name of an area.
--
-- $load_id: the load it came with
-- $set_name, $area_code: the area
-- $alias: its other name
-- changes: area_alias

insert into area_alias (load_id, set_name, alias, area_code)
values ($load_id, $set_name, $alias, $area_code)
