-- Area sets that count, one row each, oldest first.
--
-- reads: active_area_set, active_area(load_id, code), active_load(load_id, file_name)
-- gives: load_id, set_name, valid_from?, valid_to?, overlapping, schematic, overlap_m2, gap_m2,
--        title?, slot?, n_areas
-- audience: public

select
    active_area_set.load_id,
    active_area_set.set_name,
    active_area_set.valid_from,
    active_area_set.valid_to,
    active_area_set.overlapping,
    active_area_set.schematic,
    active_area_set.overlap_m2,
    active_area_set.gap_m2,
    active_area_set.title,
    active_area_set.slot,
    count(active_area.code) as n_areas
from active_area_set
left join active_area on active_area_set.load_id = active_area.load_id
group by all
order by active_area_set.load_id asc
