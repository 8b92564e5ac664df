-- How many incidents of a source lie on the point where most lie, x_m, y_m, and on the next; one
-- row per source.
--
-- reads: active_incident
-- gives: source, load_id, n_placed, n_busiest, n_next, x_m, y_m

with newest as (
    select
        source,
        max(load_id) as load_id
    from active_incident
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
        cast(sum(n) as bigint) as n_placed,
        max(n, 2) as busiest,
        arg_max(x_m, n) as x_m,
        arg_max(y_m, n) as y_m
    from point_counts
    group by source
)

select
    place_counts.source,
    newest.load_id,
    place_counts.n_placed,
    place_counts.busiest[1] as n_busiest,
    coalesce(place_counts.busiest[2], 0) as n_next,
    place_counts.x_m,
    place_counts.y_m
from place_counts
inner join newest on place_counts.source = newest.source
order by place_counts.source asc
