-- Rows that belong to nothing: of loads, sets, areas or incidents that are not there.
--
-- fault: no_load, no_set, no_area, no_incident. example: what is named and is not there.
--
-- reads: load, reject, area_set, area, area_alias, indicator_definition, estimate, answer,
--        population, incident_count, break_point, category_scale, crosswalk, intervention,
--        designation, goal, place, incident, incident_area, incident_by_set
-- gives: table_name, fault, load_id, example, n_rows

with rows_of_loads as (
    select
        'reject' as table_name,
        load_id
    from reject
    union all
    select
        'area_set' as table_name,
        load_id
    from area_set
    union all
    select
        'area' as table_name,
        load_id
    from area
    union all
    select
        'area_alias' as table_name,
        load_id
    from area_alias
    union all
    select
        'indicator_definition' as table_name,
        load_id
    from indicator_definition
    union all
    select
        'estimate' as table_name,
        load_id
    from estimate
    union all
    select
        'answer' as table_name,
        load_id
    from answer
    union all
    select
        'population' as table_name,
        load_id
    from population
    union all
    select
        'incident_count' as table_name,
        load_id
    from incident_count
    union all
    select
        'break_point' as table_name,
        load_id
    from break_point
    where load_id is not null
    union all
    select
        'category_scale' as table_name,
        load_id
    from category_scale
    union all
    select
        'crosswalk' as table_name,
        load_id
    from crosswalk
    union all
    select
        'intervention' as table_name,
        load_id
    from intervention
    union all
    select
        'designation' as table_name,
        load_id
    from designation
    union all
    select
        'goal' as table_name,
        load_id
    from goal
    union all
    select
        'place' as table_name,
        load_id
    from place
    union all
    select
        'incident' as table_name,
        load_id
    from incident
    union all
    select
        'incident_area' as table_name,
        area_load_id as load_id
    from incident_area
    union all
    select
        'load' as table_name,
        supersedes as load_id
    from load
    where supersedes is not null
    union all
    select
        'load' as table_name,
        superseded_by as load_id
    from load
    where superseded_by is not null
),

without_load as (
    select
        rows_of_loads.table_name,
        'no_load' as fault,
        rows_of_loads.load_id,
        cast(rows_of_loads.load_id as varchar) as example,
        count(*) as n_rows
    from rows_of_loads
    anti join load on rows_of_loads.load_id = load.load_id
    group by all
),

without_set as (
    select
        'area' as table_name,
        'no_set' as fault,
        area.load_id,
        area.set_name as example,
        count(*) as n_rows
    from area
    anti join area_set on area.load_id = area_set.load_id and area.set_name = area_set.set_name
    group by all
),

named_areas as (
    select
        'estimate' as table_name,
        load_id,
        set_name,
        area_code
    from estimate
    union all
    select
        'answer' as table_name,
        load_id,
        set_name,
        area_code
    from answer
    union all
    select
        'population' as table_name,
        load_id,
        set_name,
        area_code
    from population
    union all
    select
        'incident_count' as table_name,
        load_id,
        set_name,
        area_code
    from incident_count
    union all
    select
        'area_alias' as table_name,
        load_id,
        set_name,
        area_code
    from area_alias
    union all
    select
        'intervention' as table_name,
        load_id,
        set_name,
        area_code
    from intervention
    union all
    select
        'designation' as table_name,
        load_id,
        set_name,
        area_code
    from designation
    union all
    select
        'crosswalk' as table_name,
        load_id,
        from_set as set_name,
        from_area as area_code
    from crosswalk
    union all
    select
        'crosswalk' as table_name,
        load_id,
        to_set as set_name,
        to_area as area_code
    from crosswalk
),

without_area as (
    select
        named_areas.table_name,
        'no_area' as fault,
        named_areas.load_id,
        min(named_areas.set_name || ' ' || named_areas.area_code) as example,
        count(*) as n_rows
    from named_areas
    anti join area
        on named_areas.set_name = area.set_name and named_areas.area_code = area.code
    where named_areas.area_code not in ('*', '-', 'outside')
    group by named_areas.table_name, named_areas.load_id
),

placed_nowhere as (
    select
        'incident_area' as table_name,
        'no_area' as fault,
        incident_area.area_load_id as load_id,
        min(incident_area.area_code) as example,
        count(*) as n_rows
    from incident_area
    anti join area
        on incident_area.area_load_id = area.load_id and incident_area.area_code = area.code
    group by incident_area.area_load_id
    union all
    select
        'incident' as table_name,
        'no_area' as fault,
        incident_by_set.area_load_id as load_id,
        min(cast(incident_by_set.area_order as varchar)) as example,
        count(*) as n_rows
    from incident_by_set
    inner join area_set on incident_by_set.area_load_id = area_set.load_id
    anti join area
        on
            incident_by_set.area_load_id = area.load_id
            and incident_by_set.area_order = area.code_order
    where area_set.slot is not null and incident_by_set.area_order is not null
    group by incident_by_set.area_load_id
),

without_incident as (
    select
        'incident_area' as table_name,
        'no_incident' as fault,
        incident_area.area_load_id as load_id,
        cast(min(incident_area.incident_key) as varchar) as example,
        count(*) as n_rows
    from incident_area
    anti join incident on incident_area.incident_key = incident.incident_key
    group by incident_area.area_load_id
),

orphans as (
    from without_load
    union all
    from without_set
    union all
    from without_area
    union all
    from placed_nowhere
    union all
    from without_incident
)

select
    table_name,
    fault,
    load_id,
    example,
    n_rows
from orphans
order by table_name, fault, load_id
