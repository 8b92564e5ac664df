-- What the points of a source may be, by what its loads have on theirs; one row per source.
--
-- Whoever wants to know asks check/points or check/heaps, which count what is possible here.
--
-- n_placed: rows that count; at_most_busiest: on one point of them; at_most_on_ten: on the ten
-- where most lie; at_least_yearly: points in use, counted anew each year.
--
-- reads: incident, active_load, point_use
-- gives: source, n_placed, at_most_busiest, at_most_on_ten, at_least_yearly

with corrected as (
    select
        incident.source,
        count(*) as n
    from incident
    inner join active_load on incident.load_id = active_load.load_id
    where not incident.is_current and incident.x_m is not null
    group by incident.source
),

of_sources as (
    select
        active_load.source,
        cast(sum(point_use.n_placed) as bigint) as n_placed,
        cast(sum(point_use.n_busiest) as bigint) as at_most_busiest,
        cast(sum(point_use.n_on_ten) as bigint) as at_most_on_ten
    from point_use
    inner join active_load on point_use.load_id = active_load.load_id
    where point_use.year is null
    group by active_load.source
),

of_years as (
    select
        active_load.source,
        point_use.year,
        max(point_use.n_points) as n_points
    from point_use
    inner join active_load on point_use.load_id = active_load.load_id
    where point_use.year is not null
    group by active_load.source, point_use.year
),

yearly as (
    select
        source,
        cast(sum(n_points) as bigint) as n_points
    from of_years
    group by source
)

select
    of_sources.source,
    of_sources.n_placed - coalesce(corrected.n, 0) as n_placed,
    of_sources.at_most_busiest,
    of_sources.at_most_on_ten,
    yearly.n_points - coalesce(corrected.n, 0) as at_least_yearly
from of_sources
inner join yearly on of_sources.source = yearly.source
left join corrected on of_sources.source = corrected.source
order by of_sources.source asc
