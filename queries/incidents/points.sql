-- Cases of a period, each by its first row, with their place and time, in the order of their keys.
--
-- in_city: whether the incident lies in an area of the set. in_period: whether all of what is
-- known of its date lies in the days; not so where it is a week, month or year that reaches
-- beyond them. is_named: known by the name of an area alone, of this set or another one.
-- named_outside: said to lie outside the municipality.
--
-- $area_load_id: the load that brought the area set
-- By the day of the report that day stands in the place of occurred_on, and is in_period or not;
-- what has none is left out where days are asked for.
--
-- $first_day, $last_day: the days that count, or null for no bound
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- $category: one category, or null for all
-- reads: placed_incident
-- gives: incident_key, x_m?, y_m? (metres in the working CRS), occurred_on, occurred_from?,
-- occurred_to?, time_precision, category?, in_city, is_named, named_outside,
-- in_period

with dated as not materialized (
    select
        * replace (if($by_reported, cast(reported as date), occurred_on) as occurred_on),
        cast(
            case
                when $by_reported then cast(reported as date) + interval 1 day
                when time_precision in ('week', 'month', 'year') then occurred_to
                else occurred_on + interval 1 day
            end as date
        ) as day_after
    from placed_incident
    where
        area_load_id = $area_load_id
        and is_first
        and ($by_reported or $last_day is null or occurred_on <= $last_day)
        and (
            $by_reported
            or $first_day is null
            or occurred_on >= cast($first_day as date) - interval 366 day
        )
),

asked as not materialized (
    select *
    from dated
    where
        ($first_day is null or day_after > $first_day)
        and ($last_day is null or occurred_on <= $last_day)
        and ($category is null or category = $category)
),

first_rows as (
    select min(incident_key) as incident_key
    from asked
    where case_key is not null
    group by case_key
)

select
    incident_key,
    x_m,
    y_m,
    occurred_on,
    occurred_from,
    occurred_to,
    time_precision,
    category,
    area_order is not null as in_city,
    named_area is not null as is_named,
    coalesce(named_outside, false) as named_outside,
    ($first_day is null or occurred_on >= $first_day)
    and ($last_day is null or day_after <= cast($last_day as date) + interval 1 day) as in_period
from asked
where
    case_key is null
    or incident_key in (select first_rows.incident_key from first_rows)
order by incident_key asc
