-- Keep the moments of a load as days without a time.
--
-- $load_id: the load
-- changes: incident(occurred_to, time_precision)

update incident
set
    time_precision = 'day',
    occurred_to = occurred_from + interval 1 day
where load_id = $load_id and time_precision = 'moment'
