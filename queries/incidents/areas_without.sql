-- How many areas of a set have no incident at all, of any day and category; one row.
--
-- $area_load_id: the load that brought the area set
-- reads: active_area, placed_incident
-- gives: n_areas, n_without, n_incidents (placed in any of them)

with used as (
    select
        area_order,
        count(*) as n
    from placed_incident
    where area_load_id = $area_load_id and area_order is not null
    group by area_order
)

select
    count(*) as n_areas,
    count(*) filter (where used.n is null) as n_without,
    coalesce(sum(used.n), 0) as n_incidents
from active_area
left join used on active_area.code_order = used.area_order
where active_area.load_id = $area_load_id
