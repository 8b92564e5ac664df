-- Cases or rows by area in several spans of days, each up to its own last day of report.
--
-- Area outside has coordinates and lies in none of the areas, or is said to lie outside; area -
-- has no coordinates and no area of this set; area * is the city: what lies in an area, once, and
-- what has no place. By the day of occurrence a week, month or year that reaches beyond a span is
-- not counted in it.
--
-- span: the place of the span in the lists, from 1. n_undated: of n, how many have no day of
-- report.
--
-- $area_load_id: the load that brought the area set
-- $first_days, $last_days: the days of each span
-- $reported_by: the last day of report that counts of each span; what has none counts
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- $count: cases; or rows, or those that are offences or victims
-- reads: active_incident, incident_area
-- gives: area_code, span, n, n_undated

with spans as (
    select
        unnest(generate_series(1, len($first_days))) as span,
        unnest($first_days) as first_day,
        unnest($last_days) as last_day,
        unnest($reported_by) as reported_by
),

days as (
    select
        span,
        last_day,
        reported_by,
        cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as counted_on
    from spans
),

dated as (
    select
        incident_key,
        if($count = 'cases', coalesce(case_key, incident_key), incident_key) as counted_key,
        has_no_place,
        cast(reported as date) as reported_on,
        if($by_reported, cast(reported as date), occurred_on) as counted_on,
        cast(
            if(
                not $by_reported and time_precision in ('week', 'month', 'year'),
                occurred_to - interval 1 day, if($by_reported, reported, occurred_on)
            ) as date
        ) as known_until
    from active_incident
    where
        ($category is null or category = $category)
        and ($count in ('cases', 'rows') or rows_are = $count)
),

counted as (
    select
        dated.incident_key,
        dated.counted_key,
        dated.has_no_place,
        dated.reported_on,
        days.span
    from dated
    inner join days on dated.counted_on = days.counted_on
    where
        dated.known_until <= days.last_day
        and coalesce(dated.reported_on <= days.reported_by, true)
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
        counted.span,
        counted.counted_key,
        counted.reported_on
    from counted
    inner join placed on counted.incident_key = placed.incident_key
),

in_none as (
    select
        if(counted.has_no_place, '-', 'outside') as area_code,
        counted.span,
        counted.counted_key,
        counted.reported_on
    from counted
    anti join placed on counted.incident_key = placed.incident_key
),

all_rows as (
    select * from in_areas
    union all
    select * from in_none
    union all
    select * replace ('*' as area_code)
    from in_areas
    union all
    select * replace ('*' as area_code)
    from in_none
    where area_code = '-'
)

select
    area_code,
    span,
    count(distinct counted_key) as n,
    count(distinct counted_key) filter (where reported_on is null) as n_undated
from all_rows
group by area_code, span
order by area_code asc, span asc
