-- First and last day with incidents of each year that has any, and how many.
--
-- By the day of the report nothing counts that was reported after the last day on which
-- anything occurred: an extract cut by the day of occurrence has only stragglers there.
--
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- reads: active_incident
-- gives: year, first_day, last_day, n

with dated as (
    select
        if($by_reported, cast(reported as date), occurred_on) as counted_on,
        max(occurred_on) over () as last_occurred
    from active_incident
)

select
    year(counted_on) as year,
    min(counted_on) as first_day,
    max(counted_on) as last_day,
    count(*) as n
from dated
where counted_on <= last_occurred
group by year(counted_on)
order by year asc
