-- On how many points the placed incidents of a source lie; one row per source.
--
-- n_yearly: points in use, counted anew each year; a long series comes back to its addresses.
--
-- reads: active_incident
-- gives: source, load_id, n_placed, n_points, n_yearly, n_on_busiest

with yearly_counts as (
    select
        source,
        x_m,
        y_m,
        count(*) as n,
        max(load_id) as load_id
    from active_incident
    where x_m is not null
    group by source, year(occurred_on), x_m, y_m
),

point_counts as (
    select
        source,
        sum(n) as n,
        count(*) as n_years,
        max(load_id) as load_id
    from yearly_counts
    group by source, x_m, y_m
)

select
    source,
    max(load_id) as load_id,
    sum(n) as n_placed,
    count(*) as n_points,
    sum(n_years) as n_yearly,
    list_sum(max(n, 10)) as n_on_busiest
from point_counts
group by source
order by source asc
