-- How many incidents of a source have a time, date or place that may stand for an unknown one; one
-- row per source.
--
-- n_moments: with one time of day; of them n_midnight at 00:00, n_noon at 12:00, n_whole_hours at
-- another whole hour. n_dated: known to the day; of them n_new_year on 1 January, n_first on the
-- first of another month. n_busiest: on the point x_m, y_m, where most lie; n_next: on the next.
--
-- reads: active_incident
-- gives: source, load_id, n_moments, n_midnight, n_noon, n_whole_hours, n_dated, n_new_year,
-- n_first, n_placed, n_busiest, n_next, x_m, y_m

with dated as (
    select
        source,
        load_id,
        time_precision = 'moment' as is_moment,
        time_precision in ('moment', 'day') as is_dated,
        hour(occurred_from) * 60 + minute(occurred_from) as minute_of_day,
        month(occurred_on) as month_of_year,
        day(occurred_on) as day_of_month
    from active_incident
),

time_counts as (
    select
        source,
        max(load_id) as load_id,
        count(*) filter (where is_moment) as n_moments,
        count(*) filter (where is_moment and minute_of_day = 0) as n_midnight,
        count(*) filter (where is_moment and minute_of_day = 720) as n_noon,
        count(*) filter (
            where is_moment and minute_of_day % 60 = 0 and minute_of_day not in (0, 720)
        ) as n_whole_hours,
        count(*) filter (where is_dated) as n_dated,
        count(*) filter (
            where is_dated and day_of_month = 1 and month_of_year = 1
        ) as n_new_year,
        count(*) filter (
            where is_dated and day_of_month = 1 and month_of_year > 1
        ) as n_first
    from dated
    group by source
),

point_counts as (
    select
        source,
        x_m,
        y_m,
        count(*) as n
    from active_incident
    where x_m is not null
    group by source, x_m, y_m
),

place_counts as (
    select
        source,
        sum(n) as n_placed,
        max(n, 2) as busiest,
        arg_max(x_m, n) as x_m,
        arg_max(y_m, n) as y_m
    from point_counts
    group by source
)

select
    time_counts.source,
    time_counts.load_id,
    time_counts.n_moments,
    time_counts.n_midnight,
    time_counts.n_noon,
    time_counts.n_whole_hours,
    time_counts.n_dated,
    time_counts.n_new_year,
    time_counts.n_first,
    coalesce(place_counts.n_placed, 0) as n_placed,
    coalesce(place_counts.busiest[1], 0) as n_busiest,
    coalesce(place_counts.busiest[2], 0) as n_next,
    coalesce(place_counts.x_m, 0) as x_m,
    coalesce(place_counts.y_m, 0) as y_m
from time_counts
left join place_counts on time_counts.source = place_counts.source
order by time_counts.source asc
