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
-- reads: active_incident, incident_area
-- gives: n_known, n_after_year, n_unreported, last_reported?, n_before, n_after_30, n_after_90

with placed as (
    select incident_key
    from incident_area
    where area_load_id = $area_load_id
),

dated as (
    select
        coalesce(case_key, incident_key) as case_id,
        occurred_on,
        cast(reported as date) as reported_on,
        max(cast(reported as date)) over () as last_reported,
        time_precision not in ('week', 'month', 'year') as is_dated,
        category
    from active_incident
    where has_no_place or incident_key in (select placed.incident_key from placed)
),

asked as (
    select
        case_id,
        occurred_on,
        reported_on,
        last_reported,
        date_diff('day', occurred_on, reported_on) as days_late,
        occurred_on between $first_day and $last_day and reported_on is not null as is_known,
        occurred_on < date_trunc('year', cast($first_day as date))
        and occurred_on <= last_reported - interval 90 day
        and reported_on is not null
        and is_dated as is_before
    from dated
    where ($category is null or category = $category)
)

select
    count(distinct case_id) filter (where is_known) as n_known,
    count(distinct case_id) filter (
        where is_known and year(reported_on) > year(occurred_on)
    ) as n_after_year,
    count(distinct case_id) filter (where reported_on is null) as n_unreported,
    max(last_reported) as last_reported,
    count(distinct case_id) filter (where is_before) as n_before,
    count(distinct case_id) filter (where is_before and days_late > 30) as n_after_30,
    count(distinct case_id) filter (where is_before and days_late > 90) as n_after_90
from asked
