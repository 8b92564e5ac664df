-- Incidents of a period with what is known of their time, in the order of their keys.
--
-- in_set: whether the incident lies in an area of the set; in_area: whether in the one named.
-- Both are true of every incident where no set is named.
--
-- $area_load_id: the load that brought the area set, or null for no set
-- $area_code: one area of the set, or null for all
-- $first_day, $last_day: the days of occurrence that count, or null for no bound
-- $category: one category, or null for all
-- reads: active_incident, incident_area
-- gives: incident_key, occurred_from?, occurred_to?, time_precision, in_set, in_area

with placed as (
    select
        incident_key,
        bool_or($area_code is null or area_code = $area_code) as in_area
    from incident_area
    where area_load_id = $area_load_id
    group by incident_key
)

select
    active_incident.incident_key,
    active_incident.occurred_from,
    active_incident.occurred_to,
    active_incident.time_precision,
    $area_load_id is null or placed.incident_key is not null as in_set,
    $area_load_id is null or coalesce(placed.in_area, false) as in_area
from active_incident
left join placed on active_incident.incident_key = placed.incident_key
where
    ($first_day is null or active_incident.occurred_on >= $first_day)
    and ($last_day is null or active_incident.occurred_on <= $last_day)
    and ($category is null or active_incident.category = $category)
order by active_incident.incident_key asc
