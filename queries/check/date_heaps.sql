-- How many incidents of a source have a date that may stand for an unknown one; one row per
-- source.
--
-- n_dated: known to the day; of them n_new_year on 1 January, n_first on the first of another
-- month.
--
-- reads: active_incident
-- gives: source, load_id, n_dated, n_new_year, n_first

with days as (
    select
        source,
        occurred_on,
        max(load_id) as load_id,
        count(*) filter (where time_precision in ('moment', 'day')) as n
    from active_incident
    group by source, occurred_on
)

select
    source,
    max(load_id) as load_id,
    cast(sum(n) as bigint) as n_dated,
    cast(
        coalesce(
            sum(n) filter (where day(occurred_on) = 1 and month(occurred_on) = 1), 0
        ) as bigint
    ) as n_new_year,
    cast(
        coalesce(
            sum(n) filter (where day(occurred_on) = 1 and month(occurred_on) > 1), 0
        ) as bigint
    ) as n_first
from days
group by source
order by source asc
