-- Cases by area and category in several periods, each up to its own last day of report.
--
-- Area * is the place asked about, each case once: the areas asked about, or the city, which is
-- what lies in an area of the set and what has no place. Area - has no place in the set.
-- A week, month or year that reaches beyond a period is not counted in it.
--
-- period: the place of the period in the lists, from 1. is_total: whether all categories are
-- counted, each case once. n_undated: of n, how many have no day of report.
--
-- $area_load_id: the load that brought the area set
-- $area_codes: the areas asked about, or null for the city
-- $first_days, $last_days: the days of occurrence of each period
-- $reported_by: the last day of report that counts of each period; what has none counts
-- $category: one category, or null for all
-- reads: placed_incident, area
-- gives: area_code, category?, is_total, period, n, n_undated

with periods as (
    select
        unnest(generate_series(1, len($first_days))) as period,
        unnest($first_days) as first_day,
        unnest($last_days) as last_day,
        unnest($reported_by) as reported_by
),

days as (
    select
        period,
        last_day,
        reported_by,
        cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as occurred_on
    from periods
),

dated as not materialized (
    select
        area_order,
        has_no_place,
        incident_key,
        coalesce(case_key, incident_key) as counted_key,
        category,
        occurred_on,
        cast(reported as date) as reported_on,
        cast(
            if(
                time_precision in ('week', 'month', 'year'), occurred_to - interval 1 day,
                occurred_on
            ) as date
        ) as known_until
    from placed_incident
    where
        area_load_id = $area_load_id
        and (has_no_place or area_order is not null)
        and ($category is null or category = $category)
),

counted as (
    select
        coalesce(area.code, '-') as area_code,
        days.period,
        dated.category,
        dated.counted_key,
        dated.reported_on
    from dated
    inner join days on dated.occurred_on = days.occurred_on
    left join area on area.load_id = $area_load_id and dated.area_order = area.code_order
    where
        dated.known_until <= days.last_day
        and coalesce(dated.reported_on <= days.reported_by, true)
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
    period,
    count(distinct counted_key) as n,
    count(distinct counted_key) filter (where reported_on is null) as n_undated
from all_rows
group by grouping sets ((area_code, period), (area_code, period, category))
order by area_code asc, is_total desc, category asc nulls last, period asc
