-- Incidents of a period with their place and time, in the order of their keys.
--
-- in_city: whether the incident lies in an area of the set.
--
-- $area_load_id: the load that brought the area set
-- $first_day, $last_day: the days of occurrence that count, or null for no bound
-- $category: one category, or null for all
-- reads: active_incident, incident_area
-- gives: incident_key, x_m?, y_m? (metres in the working CRS), occurred_on, occurred_from?,
--        occurred_to?, time_precision, category?, in_city

with placed as (
    select distinct incident_key
    from incident_area
    where area_load_id = $area_load_id
)

select
    active_incident.incident_key,
    active_incident.x_m,
    active_incident.y_m,
    active_incident.occurred_on,
    active_incident.occurred_from,
    active_incident.occurred_to,
    active_incident.time_precision,
    active_incident.category,
    placed.incident_key is not null as in_city
from active_incident
left join placed on active_incident.incident_key = placed.incident_key
where
    ($first_day is null or active_incident.occurred_on >= $first_day)
    and ($last_day is null or active_incident.occurred_on <= $last_day)
    and ($category is null or active_incident.category = $category)
order by active_incident.incident_key asc
