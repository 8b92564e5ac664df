-- Incidents of a source by month, with the first and last day that have any.
--
-- What occurred before the first report of its extract is left out.
--
-- reads: covering_incident
-- gives: source, year, month, n, first_day, last_day, load_id

select
    source,
    year(occurred_on) as year,
    month(occurred_on) as month,
    count(*) as n,
    min(occurred_on) as first_day,
    max(occurred_on) as last_day,
    max(load_id) as load_id
from covering_incident
where not is_late
group by source, year(occurred_on), month(occurred_on)
order by source asc, year asc, month asc
