-- Incidents of a load with the place, time and category of another one that is stored.
--
-- A case with several rows is looked at once. Those known by the day alone are left out: two
-- thefts at one address on one day are two.
-- n_repeats counts all but the first of each group, in the order of loads and rows; a group may
-- lie in several loads, as when one extract was loaded under two sources.
--
-- reads: active_incident
-- gives: load_id, n_timed, n_repeats, row_number?

with groups as (
    select
        x_m,
        y_m,
        occurred_from,
        occurred_to,
        category,
        min((load_id, row_number)) as first_place
    from active_incident
    where
        x_m is not null
        and time_precision not in ('day', 'week', 'month', 'year')
        and coalesce(case_key, incident_key) = incident_key
    group by x_m, y_m, occurred_from, occurred_to, category
    having count(*) > 1
),

repeats as (
    select
        active_incident.load_id,
        count(*) as n_repeats,
        min(active_incident.row_number) as row_number
    from active_incident
    inner join groups
        on
            active_incident.x_m = groups.x_m
            and active_incident.y_m = groups.y_m
            and active_incident.occurred_from is not distinct from groups.occurred_from
            and active_incident.occurred_to is not distinct from groups.occurred_to
            and active_incident.category is not distinct from groups.category
    where
        active_incident.time_precision not in ('day', 'week', 'month', 'year')
        and coalesce(active_incident.case_key, active_incident.incident_key)
        = active_incident.incident_key
        and (active_incident.load_id, active_incident.row_number) != groups.first_place
    group by active_incident.load_id
),

timed as (
    select
        load_id,
        count(*) as n_timed
    from active_incident
    where
        x_m is not null
        and time_precision not in ('day', 'week', 'month', 'year')
        and coalesce(case_key, incident_key) = incident_key
    group by load_id
)

select
    timed.load_id,
    timed.n_timed,
    coalesce(repeats.n_repeats, 0) as n_repeats,
    repeats.row_number
from timed
left join repeats on timed.load_id = repeats.load_id
order by timed.load_id asc
