-- Whether all moments of a load are at midnight, and how many there are; one row.
--
-- $load_id: the load
-- reads: incident
-- gives: n_moments, n_midnight

select
    count(*) as n_moments,
    count(*) filter (where occurred_from = date_trunc('day', occurred_from)) as n_midnight
from incident
where load_id = $load_id and time_precision = 'moment'
