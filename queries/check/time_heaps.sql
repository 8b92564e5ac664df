-- How many incidents of a source have a time that may stand for an unknown one; one row per
-- source.
--
-- n_moments: with one time of day; of them n_midnight at 00:00, n_noon at 12:00, n_whole_hours at
-- another whole hour.
--
-- reads: active_incident
-- gives: source, load_id, n_moments, n_midnight, n_noon, n_whole_hours

with moments as (
    select
        source,
        cast(occurred_from as time) as time_of_day,
        count(*) filter (where time_precision = 'moment') as n,
        max(load_id) as load_id
    from active_incident
    group by source, time_of_day
),

minutes as (
    select
        source,
        load_id,
        n,
        hour(time_of_day) * 60 + minute(time_of_day) as minute_of_day
    from moments
)

select
    source,
    max(load_id) as load_id,
    cast(sum(n) as bigint) as n_moments,
    cast(coalesce(sum(n) filter (where minute_of_day = 0), 0) as bigint) as n_midnight,
    cast(coalesce(sum(n) filter (where minute_of_day = 720), 0) as bigint) as n_noon,
    cast(
        coalesce(
            sum(n) filter (where minute_of_day % 60 = 0 and minute_of_day not in (0, 720)), 0
        ) as bigint
    ) as n_whole_hours
from minutes
group by source
order by source asc
