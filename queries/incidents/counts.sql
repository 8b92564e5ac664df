-- Incidents by area and year, with three rows that are no area.
--
-- Area outside has coordinates and lies in none of the areas, or is said to lie outside; area -
-- has no coordinates and no area of this set; area * is the city: what lies in an area, once, and
-- what has no place.
--
-- A case that has rows in several areas counts in each, and once for the city.
--
-- $area_load_id: the load that brought the area set
-- $years: the years to count
-- $from_day: first day of the year that counts, as month times 100 plus day
-- $to_day: last day of the year that counts, likewise
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- $count: cases; or rows, or those that are offences or victims
-- reads: placed_incident, area
-- gives: area_code, year, n

with all_days as (
    select
        cast(
            unnest(
                generate_series(
                    make_date(list_min($years), 1, 1),
                    make_date(list_max($years), 12, 31),
                    interval 1 day
                )
            ) as date
        ) as counted_on
),

days as (
    select
        counted_on,
        year(counted_on) as year
    from all_days
    where
        list_contains($years, year(counted_on))
        and month(counted_on) * 100 + day(counted_on) between $from_day and $to_day
),

dated as not materialized (
    select
        area_order,
        is_first,
        has_no_place,
        if($count = 'cases', case_key, null) as several_rows,
        if($by_reported, cast(reported as date), occurred_on) as counted_on
    from placed_incident
    where
        area_load_id = $area_load_id
        and ($category is null or category = $category)
        and ($count in ('cases', 'rows') or rows_are = $count)
),

counted as (
    select
        dated.area_order,
        dated.is_first,
        dated.has_no_place,
        days.year,
        cast(null as bigint) as several_rows,
        count(*) as n_rows
    from dated
    inner join days on dated.counted_on = days.counted_on
    where dated.several_rows is null
    group by all
    union all
    select distinct
        dated.area_order,
        dated.is_first,
        dated.has_no_place,
        days.year,
        dated.several_rows,
        0 as n_rows
    from dated
    inner join days on dated.counted_on = days.counted_on
    where dated.several_rows is not null
),

by_area as (
    select
        area_order,
        if(area_order is not null, null, if(has_no_place, '-', 'outside')) as no_area,
        year,
        cast(sum(n_rows) as bigint) + count(distinct several_rows) as n
    from counted
    group by all
),

in_the_city as (
    select
        year,
        cast(sum(n_rows) as bigint) + count(distinct several_rows) as n
    from counted
    where is_first and (has_no_place or area_order is not null)
    group by year
)

select
    coalesce(by_area.no_area, area.code) as area_code,
    by_area.year,
    by_area.n
from by_area
left join area on area.load_id = $area_load_id and by_area.area_order = area.code_order
union all
select
    '*' as area_code,
    year,
    n
from in_the_city
order by area_code asc, year asc
