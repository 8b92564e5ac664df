-- Incidents of a source by day, or by the week, month or year that is known alone.
--
-- reads: covering_incident
-- gives: source, first_day, last_day, is_coarse, is_late, n, load_id

with dated as (
    select
        source,
        load_id,
        is_late,
        occurred_on as first_day,
        cast(occurred_to - interval 1 day as date) as coarse_end,
        coalesce(time_precision in ('week', 'month', 'year'), false) as is_coarse
    from covering_incident
    where occurred_on is not null
)

select
    source,
    first_day,
    if(is_coarse, coarse_end, first_day) as last_day,
    is_coarse,
    is_late,
    count(*) as n,
    max(load_id) as load_id
from dated
group by all
order by source asc, first_day asc, last_day asc, is_coarse asc, is_late asc
