-- Incidents of a source by category and year; a category is null where none is given.
--
-- reads: active_incident
-- gives: source, category?, year, n, load_id

select
    source,
    category,
    year(occurred_on) as year,
    count(*) as n,
    max(load_id) as load_id
from active_incident
group by source, category, year(occurred_on)
order by source asc, category asc nulls first, year asc
