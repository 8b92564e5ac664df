-- Cases that are new, whenever they occurred, by area and category.
--
-- New is what was reported on the days asked about; or, with a load, what came with later loads
-- and no earlier one had. Area * is the place asked about, as in period_counts.
--
-- is_total: whether all categories are counted, each case once. n_late: of n, how many occurred
-- before the first day.
--
-- $area_load_id: the load that brought the area set
-- $area_codes: the areas asked about, or null for the city
-- $first_day, $last_day: the days
-- $since_load: the load after which a case must have come, or null for the day of report
-- $category: one category, or null for all
-- reads: active_incident, incident, incident_area
-- gives: area_code, category?, is_total, n, n_late

with earlier_loads as (
    select distinct
        source,
        incident_id
    from incident
    where load_id <= $since_load
),

fresh as (
    select
        active_incident.incident_key,
        coalesce(active_incident.case_key, active_incident.incident_key) as counted_key,
        active_incident.has_no_place,
        active_incident.category,
        active_incident.occurred_on < cast($first_day as date) as is_late
    from active_incident
    left join earlier_loads
        on
            active_incident.source = earlier_loads.source
            and active_incident.incident_id = earlier_loads.incident_id
    where
        ($category is null or active_incident.category = $category)
        and if(
            $since_load is null,
            cast(active_incident.reported as date) between $first_day and $last_day,
            active_incident.load_id > $since_load and earlier_loads.incident_id is null
        )
),

placed as (
    select
        incident_key,
        area_code
    from incident_area
    where area_load_id = $area_load_id
),

in_areas as (
    select
        placed.area_code,
        fresh.category,
        fresh.counted_key,
        fresh.is_late
    from fresh
    inner join placed on fresh.incident_key = placed.incident_key
),

unplaced as (
    select
        '-' as area_code,
        fresh.category,
        fresh.counted_key,
        fresh.is_late
    from fresh
    anti join placed on fresh.incident_key = placed.incident_key
    where fresh.has_no_place
),

in_the_place as (
    select * replace ('*' as area_code)
    from in_areas
    where $area_codes is null or list_contains($area_codes, area_code)
    union all
    select * replace ('*' as area_code)
    from unplaced
    where $area_codes is null
),

all_rows as (
    select * from in_areas
    union all
    select * from unplaced
    union all
    select * from in_the_place
)

select
    area_code,
    category,
    grouping(category) = 1 as is_total,
    count(distinct counted_key) as n,
    count(distinct counted_key) filter (where is_late) as n_late
from all_rows
group by grouping sets ((area_code), (area_code, category))
order by area_code asc, is_total desc, category asc nulls last
