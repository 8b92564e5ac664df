-- Incidents of a period with what is known of their time, in the order of their keys.
--
-- in_set: whether the incident counts for the set: it lies in one of its areas or has no place;
-- in_area: whether it lies in the one named. Where no set is named, what lies in any set counts.
--
-- $area_load_id: the load that brought the area set, or null for no set
-- $area_code: one area of the set, or null for all
-- $first_day, $last_day: the days of occurrence that count, or null for no bound
-- $category: one category, or null for all
-- reads: active_incident, incident_area, active_area_set
-- gives: incident_key, occurred_from, occurred_to, time_precision, in_set, in_area

with sets as (
    select load_id
    from active_area_set
    where $area_load_id is null or load_id = $area_load_id
),

placed as (
    select
        incident_key,
        bool_or($area_code is null or area_code = $area_code) as in_area
    from incident_area
    where area_load_id in (select sets.load_id from sets)
    group by incident_key
),

judged as (
    select
        active_incident.incident_key,
        active_incident.occurred_from,
        active_incident.occurred_to,
        active_incident.time_precision,
        active_incident.x_m is null
        or placed.incident_key is not null
        or (select count(*) from sets) = 0 as in_set,
        coalesce(placed.in_area, false) as in_area
    from active_incident
    left join placed on active_incident.incident_key = placed.incident_key
    where
        ($first_day is null or active_incident.occurred_on >= $first_day)
        and ($last_day is null or active_incident.occurred_on <= $last_day)
        and ($category is null or active_incident.category = $category)
)

select
    incident_key,
    occurred_from,
    occurred_to,
    time_precision,
    in_set,
    if($area_code is null, in_set, in_area) as in_area
from judged
order by incident_key asc
