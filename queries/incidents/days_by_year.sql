-- First and last day with incidents of each year that has any, and how many.
--
-- reads: active_incident
-- gives: year, first_day, last_day, n

select
    year(occurred_on) as year,
    min(occurred_on) as first_day,
    max(occurred_on) as last_day,
    count(*) as n
from active_incident
group by year(occurred_on)
order by year asc
