-- How much the checks go through, in one row.
--
-- $set_name: one area set, or null for the whole store
-- reads: active_load, active_area, active_figure, active_population, active_incident,
--        placed_incident, active_incident_count, active_area_set, active_designation
-- gives: n_sets, n_areas, n_figures, n_population, n_incidents, n_counts, n_designations, n_loads

with counted_incidents as (
    select count(*) as n
    from active_incident
    where $set_name is null
    union all
    select count(*) as n
    from placed_incident
    inner join active_area_set on placed_incident.area_load_id = active_area_set.load_id
    where
        placed_incident.is_first
        and placed_incident.area_order is not null
        and active_area_set.set_name = $set_name
)

select
    (
        select count(*) from active_area_set
        where $set_name is null or set_name = $set_name
    ) as n_sets,
    (
        select count(*) from active_area
        where $set_name is null or set_name = $set_name
    ) as n_areas,
    (
        select count(*) from active_figure
        where $set_name is null or set_name = $set_name
    ) as n_figures,
    (
        select count(*) from active_population
        where $set_name is null or set_name = $set_name
    ) as n_population,
    (select cast(sum(n) as bigint) from counted_incidents) as n_incidents,
    (
        select count(*) from active_incident_count
        where made is null and ($set_name is null or set_name = $set_name)
    ) as n_counts,
    (
        select count(*) from active_designation
        where $set_name is null or set_name = $set_name
    ) as n_designations,
    (
        select count(*) from active_load
        where $set_name is null or target = $set_name
    ) as n_loads
