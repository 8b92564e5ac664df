-- Codes that figures of a set use and that its new version lacks or gives to another name.
--
-- $set_name: the set
-- $replaced: the load whose place the new version takes
-- reads: active_estimate, active_population, area, new_areas(code, area_name, geometry)
-- gives: area_code, old_name?, new_name? (null where the code is gone), old_shape?, new_shape?

with used_codes as (
    select area_code
    from active_estimate
    where set_name = $set_name
    union
    select area_code
    from active_population
    where set_name = $set_name
)

select
    used_codes.area_code,
    area.area_name as old_name,
    new_areas.area_name as new_name,
    area.geometry as old_shape,
    new_areas.geometry as new_shape
from used_codes
left join area on used_codes.area_code = area.code and area.load_id = $replaced
left join new_areas on used_codes.area_code = new_areas.code
where
    used_codes.area_code != '*'
    and new_areas.area_name is distinct from area.area_name
order by used_codes.area_code asc
