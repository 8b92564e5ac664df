-- How late incidents were reported; one row.
--
-- Counted are cases. n_known: occurred on the days counted and have a day of report;
-- n_after_year: of those, reported after the year's end. n_before: occurred before the year,
-- with a day of report, and 90 days or more before the last report of all, so that a late report
-- has had time to arrive; of those n_after_30 and n_after_90 were reported more than so many
-- days after they occurred.
--
-- $area_load_id: the load that brought the area set; what lies outside it is not counted
-- $first_day: first day counted
-- $last_day: last day counted
-- $category: one category, or null for all
-- reads: placed_incident
-- gives: n_known, n_after_year, n_unreported, last_reported?, n_before, n_after_30, n_after_90

with dated as not materialized (
    select
        case_key,
        occurred_on,
        cast(reported as date) as reported_on,
        time_precision not in ('week', 'month', 'year') as is_dated,
        category
    from placed_incident
    where
        area_load_id = $area_load_id
        and is_first
        and (has_no_place or area_order is not null)
),

latest as (
    select max(reported_on) as last_reported
    from dated
),

asked as not materialized (
    select
        dated.case_key,
        dated.occurred_on,
        dated.reported_on,
        date_diff('day', dated.occurred_on, dated.reported_on) as days_late,
        dated.occurred_on between $first_day and $last_day
        and dated.reported_on is not null as is_known,
        dated.occurred_on < date_trunc('year', cast($first_day as date))
        and dated.occurred_on <= latest.last_reported - interval 90 day
        and dated.reported_on is not null
        and dated.is_dated as is_before
    from dated
    cross join latest
    where ($category is null or dated.category = $category)
),

rows_alone as (
    select
        count(*) filter (where is_known) as n_known,
        count(*) filter (
            where is_known and year(reported_on) > year(occurred_on)
        ) as n_after_year,
        count(*) filter (where reported_on is null) as n_unreported,
        count(*) filter (where is_before) as n_before,
        count(*) filter (where is_before and days_late > 30) as n_after_30,
        count(*) filter (where is_before and days_late > 90) as n_after_90
    from asked
    where case_key is null
),

cases as (
    select
        count(distinct case_key) filter (where is_known) as n_known,
        count(distinct case_key) filter (
            where is_known and year(reported_on) > year(occurred_on)
        ) as n_after_year,
        count(distinct case_key) filter (where reported_on is null) as n_unreported,
        count(distinct case_key) filter (where is_before) as n_before,
        count(distinct case_key) filter (where is_before and days_late > 30) as n_after_30,
        count(distinct case_key) filter (where is_before and days_late > 90) as n_after_90
    from asked
    where case_key is not null
)

select
    rows_alone.n_known + cases.n_known as n_known,
    rows_alone.n_after_year + cases.n_after_year as n_after_year,
    rows_alone.n_unreported + cases.n_unreported as n_unreported,
    latest.last_reported,
    rows_alone.n_before + cases.n_before as n_before,
    rows_alone.n_after_30 + cases.n_after_30 as n_after_30,
    rows_alone.n_after_90 + cases.n_after_90 as n_after_90
from rows_alone
cross join cases
cross join latest
