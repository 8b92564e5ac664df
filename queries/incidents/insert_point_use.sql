-- Keep on how many points the rows of loads lie, of each year and of all years.
--
-- $load_ids: the loads
-- reads: incident
-- changes: point_use

insert into point_use (load_id, year, n_placed, n_points, n_busiest, n_on_ten)
with of_years as (
    select
        load_id,
        year(occurred_on) as year,
        x_m,
        y_m,
        count(*) as n
    from incident
    where x_m is not null and list_contains($load_ids, load_id)
    group by all
),

of_loads as (
    select
        load_id,
        x_m,
        y_m,
        cast(sum(n) as bigint) as n
    from of_years
    group by all
)

select
    load_id,
    year,
    sum(n) as n_placed,
    count(*) as n_points,
    max(n) as n_busiest,
    list_sum(max(n, 10)) as n_on_ten
from of_years
group by load_id, year
union all
select
    load_id,
    null as year,
    sum(n) as n_placed,
    count(*) as n_points,
    max(n) as n_busiest,
    list_sum(max(n, 10)) as n_on_ten
from of_loads
group by load_id
