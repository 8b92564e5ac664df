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
-- reads: placed_incident, incident, area
-- gives: area_code, category?, is_total, n, n_late

with fresh as (
    select
        area_order,
        source,
        incident_id,
        coalesce(case_key, incident_key) as counted_key,
        category,
        occurred_on < cast($first_day as date) as is_late
    from placed_incident
    where
        area_load_id = $area_load_id
        and (has_no_place or area_order is not null)
        and ($category is null or category = $category)
        and if(
            $since_load is null,
            cast(reported as date) between $first_day and $last_day,
            load_id > $since_load
        )
),

known_before as (
    select distinct
        incident.source,
        incident.incident_id
    from incident
    semi join fresh
        on incident.source = fresh.source and incident.incident_id = fresh.incident_id
    where incident.load_id <= $since_load
),

counted as (
    select
        coalesce(area.code, '-') as area_code,
        fresh.category,
        fresh.counted_key,
        fresh.is_late
    from fresh
    left join area on area.load_id = $area_load_id and fresh.area_order = area.code_order
    anti join known_before
        on fresh.source = known_before.source and fresh.incident_id = known_before.incident_id
),

all_rows as (
    select * from counted
    union all
    select * replace ('*' as area_code)
    from counted
    where $area_codes is null or list_contains($area_codes, area_code)
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
