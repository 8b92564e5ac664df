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
-- reads: active_incident, incident_area
-- gives: incident_key, x_m?, y_m? (metres in the working CRS), occurred_on, occurred_from?,
-- occurred_to?, time_precision, category?, in_city, is_named, named_outside,
-- in_period

with dated as (
    select
        active_incident.* replace (
            if(
                $by_reported, cast(active_incident.reported as date), active_incident.occurred_on
            ) as occurred_on
        ),
        cast(
            case
                when $by_reported then cast(active_incident.reported as date) + interval 1 day
                when active_incident.time_precision in ('week', 'month', 'year')
                    then active_incident.occurred_to
                else active_incident.occurred_on + interval 1 day
            end as date
        ) as day_after
    from active_incident
),

asked as (
    select *
    from dated
    where
        ($first_day is null or day_after > $first_day)
        and ($last_day is null or occurred_on <= $last_day)
        and ($category is null or category = $category)
),

placed as (
    select distinct incident_key
    from incident_area
    where
        area_load_id = $area_load_id
        and incident_key in (select asked.incident_key from asked)
),

first_rows as (
    select min(incident_key) as incident_key
    from asked
    where case_key is not null
    group by case_key
)

select
    asked.incident_key,
    asked.x_m,
    asked.y_m,
    asked.occurred_on,
    asked.occurred_from,
    asked.occurred_to,
    asked.time_precision,
    asked.category,
    placed.incident_key is not null as in_city,
    asked.named_area is not null as is_named,
    coalesce(asked.named_outside, false) as named_outside,
    ($first_day is null or asked.occurred_on >= $first_day)
    and (
        $last_day is null or asked.day_after <= cast($last_day as date) + interval 1 day
    ) as in_period
from asked
left join placed on asked.incident_key = placed.incident_key
where
    asked.case_key is null
    or asked.incident_key in (select first_rows.incident_key from first_rows)
order by asked.incident_key asc
