-- How many cases or rows there are, and how many of them lie in no span of days, and why; one row.
--
-- n is the sum of the others: n_counted lie in a span, n_coarse would by their first day and are
-- known to a week, month or year alone that reaches beyond it, n_undated have no day, n_elsewhere
-- lie on other days. A case with several rows is told by the first of these that holds for any.
--
-- $first_days, $last_days: the days of each span
-- $category: one category, or null for all
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- $count: cases; or rows, or those that are offences or victims
-- reads: active_incident
-- gives: n, n_counted, n_coarse, n_undated, n_elsewhere

with spans as (
    select
        unnest($first_days) as first_day,
        unnest($last_days) as last_day
),

days as (
    select
        cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as counted_on,
        last_day
    from spans
),

dated as (
    select
        if($count = 'cases', coalesce(case_key, incident_key), incident_key) as counted_key,
        if($by_reported, cast(reported as date), occurred_on) as counted_on,
        cast(
            if(
                not $by_reported and time_precision in ('week', 'month', 'year'),
                occurred_to - interval 1 day, if($by_reported, reported, occurred_on)
            ) as date
        ) as known_until
    from active_incident
    where
        ($category is null or category = $category)
        and ($count in ('cases', 'rows') or rows_are = $count)
),

told as (
    select
        dated.counted_key,
        coalesce(bool_or(dated.known_until <= days.last_day), false) as is_counted,
        coalesce(bool_or(dated.known_until > days.last_day), false) as is_coarse,
        bool_or(dated.counted_on is null) as is_undated
    from dated
    left join days on dated.counted_on = days.counted_on
    group by dated.counted_key
)

select
    count(*) as n,
    count(*) filter (where is_counted) as n_counted,
    count(*) filter (where not is_counted and is_coarse) as n_coarse,
    count(*) filter (where not is_counted and not is_coarse and is_undated) as n_undated,
    count(*) filter (
        where not is_counted and not is_coarse and not is_undated
    ) as n_elsewhere
from told
