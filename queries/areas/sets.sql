-- Area sets that count with their load, one row each, oldest first.
--
-- area_m2 is the sum over the areas: ground in two of them counts twice.
--
-- reads: active_area_set, active_area, active_load(load_id, file_name, settings)
-- gives: load_id, set_name, n_areas, area_m2, valid_from?, valid_to?, overlapping, schematic,
--        file_name, settings
-- audience: public

with area_sums as (
    select
        load_id,
        count(*) as n_areas,
        sum(area_m2) as area_m2
    from active_area
    group by load_id
)

select
    active_area_set.load_id,
    active_area_set.set_name,
    coalesce(area_sums.n_areas, 0) as n_areas,
    coalesce(area_sums.area_m2, 0) as area_m2,
    active_area_set.valid_from,
    active_area_set.valid_to,
    active_area_set.overlapping,
    active_area_set.schematic,
    active_load.file_name,
    active_load.settings
from active_area_set
inner join active_load on active_area_set.load_id = active_load.load_id
left join area_sums on active_area_set.load_id = area_sums.load_id
order by active_area_set.load_id asc
