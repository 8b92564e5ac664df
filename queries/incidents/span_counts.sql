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
-- reads: placed_incident, area
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

dated as not materialized (
    select
        area_order,
        is_first,
        has_no_place,
        if($count = 'cases', case_key, null) as several_rows,
        cast(reported as date) as reported_on,
        if($by_reported, cast(reported as date), occurred_on) as counted_on,
        cast(
            if(
                not $by_reported and time_precision in ('week', 'month', 'year'),
                occurred_to - interval 1 day, if($by_reported, reported, occurred_on)
            ) as date
        ) as known_until
    from placed_incident
    where
        area_load_id = $area_load_id
        and ($category is null or category = $category)
        and ($count in ('cases', 'rows') or rows_are = $count)
),

asked as not materialized (
    select
        dated.area_order,
        dated.is_first,
        dated.has_no_place,
        dated.several_rows,
        dated.reported_on is null as is_undated,
        days.span
    from dated
    inner join days on dated.counted_on = days.counted_on
    where
        dated.known_until <= days.last_day
        and coalesce(dated.reported_on <= days.reported_by, true)
),

counted as (
    select
        * exclude (several_rows),
        cast(null as bigint) as several_rows,
        count(*) as n_rows
    from asked
    where several_rows is null
    group by all
    union all by name
    select distinct
        *,
        0 as n_rows
    from asked
    where several_rows is not null
),

by_area as (
    select
        area_order,
        if(area_order is not null, null, if(has_no_place, '-', 'outside')) as no_area,
        span,
        cast(sum(n_rows) as bigint) + count(distinct several_rows) as n,
        cast(coalesce(sum(n_rows) filter (where is_undated), 0) as bigint)
        + count(distinct several_rows) filter (where is_undated) as n_undated
    from counted
    group by all
),

in_the_city as (
    select
        span,
        cast(sum(n_rows) as bigint) + count(distinct several_rows) as n,
        cast(coalesce(sum(n_rows) filter (where is_undated), 0) as bigint)
        + count(distinct several_rows) filter (where is_undated) as n_undated
    from counted
    where is_first and (has_no_place or area_order is not null)
    group by span
)

select
    coalesce(by_area.no_area, area.code) as area_code,
    by_area.span,
    by_area.n,
    by_area.n_undated
from by_area
left join area on area.load_id = $area_load_id and by_area.area_order = area.code_order
union all
select
    '*' as area_code,
    span,
    n,
    n_undated
from in_the_city
order by area_code asc, span asc
