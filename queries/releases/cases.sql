-- Counted cases of some periods by where they lie, what they are and when, with their place.
--
-- A case has every area, category and period that its rows have, as texts divided by unit
-- separators (character 31); an area is its set and its code. Of each set a row has an area or
-- several, or outside, or - where it has no place. is_mixed: not each of its areas goes with each
-- of its categories and periods. x_m, y_m: of its first row.
--
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- $count: cases; or rows, or those that are offences or victims
-- reads: active_incident, placed_incident, area, release_periods(period, first_day, last_day),
--        release_sets(area_load_id, set_name)
-- gives: areas, categories, periods, is_mixed, x_m?, y_m? (metres in the working CRS), n

with dated as (
    select
        incident_key,
        if($count = 'cases', coalesce(case_key, incident_key), incident_key) as counted_key,
        has_no_place,
        coalesce(category, '') as category,
        x_m,
        y_m,
        if($by_reported, cast(reported as date), occurred_on) as counted_on
    from active_incident
    where ($count in ('cases', 'rows') or rows_are = $count)
),

counted as (
    select
        dated.*,
        release_periods.period
    from dated
    inner join release_periods
        on dated.counted_on between release_periods.first_day and release_periods.last_day
),

row_areas as (
    select
        counted.incident_key,
        release_sets.set_name
        || chr(30)
        || coalesce(area.code, if(counted.has_no_place, '-', 'outside')) as area
    from counted
    inner join placed_incident on counted.incident_key = placed_incident.incident_key
    inner join release_sets on placed_incident.area_load_id = release_sets.area_load_id
    left join area
        on
            placed_incident.area_load_id = area.load_id
            and placed_incident.area_order = area.code_order
),

row_places as (
    select
        incident_key,
        list_sort(list(distinct area)) as areas
    from row_areas
    group by incident_key
),

cases as (
    select
        counted.counted_key,
        list_sort(list_distinct(flatten(list(row_places.areas)))) as areas,
        list_sort(list(distinct counted.category)) as categories,
        list_sort(list(distinct counted.period)) as periods,
        count(distinct row(row_places.areas, counted.category, counted.period))
        != count(distinct row_places.areas)
        * count(distinct counted.category)
        * count(distinct counted.period) as is_mixed,
        arg_min(counted.x_m, counted.incident_key) as x_m,
        arg_min(counted.y_m, counted.incident_key) as y_m
    from counted
    inner join row_places on counted.incident_key = row_places.incident_key
    group by counted.counted_key
)

select
    array_to_string(areas, chr(31)) as areas,
    array_to_string(categories, chr(31)) as categories,
    array_to_string(periods, chr(31)) as periods,
    is_mixed,
    x_m,
    y_m,
    count(*) as n
from cases
group by all
order by
    areas asc, categories asc, periods asc, is_mixed asc, x_m asc nulls first, y_m asc nulls first
