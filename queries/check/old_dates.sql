-- Loads of incidents from before dates known to the month and days without a time were told apart:
-- how many of their times are 00:00, and of their dates the first of a month.
--
-- reads: active_load, incident
-- gives: load_id, n_moments, n_midnight, n_dated, n_first

select
    active_load.load_id,
    count(*) filter (where incident.time_precision = 'moment') as n_moments,
    count(*) filter (
        where
        incident.time_precision = 'moment'
        and hour(incident.occurred_from) * 60 + minute(incident.occurred_from) = 0
    ) as n_midnight,
    count(*) filter (where incident.time_precision in ('moment', 'day')) as n_dated,
    count(*) filter (
        where incident.time_precision in ('moment', 'day') and day(incident.occurred_on) = 1
    ) as n_first
from active_load
inner join incident on active_load.load_id = incident.load_id
where active_load.rows_are is null
group by active_load.load_id
order by active_load.load_id asc
