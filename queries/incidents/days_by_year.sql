-- First and last day with incidents of each year that has any, and how many.
--
-- By the day of the report nothing counts that was reported after the last day on which
-- anything occurred: an extract cut by the day of occurrence has only stragglers there. By the
-- day of occurrence nothing counts that occurred before the first report of its extract.
--
-- What is known to the week, month or year alone covers all of it.
--
-- $area_load_id: the load that brought the area set, or null; what lies outside it is not counted
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- reads: covering_incident, incident_area
-- gives: year, first_day, last_day, n

with placed as (
    select incident_key
    from incident_area
    where area_load_id = $area_load_id
),

dated as (
    select
        if($by_reported, cast(reported as date), occurred_on) as counted_on,
        cast(
            if(
                not $by_reported and time_precision in ('week', 'month', 'year'),
                occurred_to - interval 1 day, counted_on
            ) as date
        ) as counted_until,
        max(
            if(
                time_precision in ('week', 'month', 'year'),
                cast(occurred_to - interval 1 day as date), occurred_on
            )
        ) over () as last_occurred
    from covering_incident
    where
        ($by_reported or not is_late)
        and (
            $area_load_id is null
            or has_no_place
            or incident_key in (select placed.incident_key from placed)
        )
)

select
    year(counted_on) as year,
    min(counted_on) as first_day,
    least(max(counted_until), make_date(year(counted_on), 12, 31)) as last_day,
    count(*) as n
from dated
where counted_on <= last_occurred
group by year(counted_on)
order by year asc
