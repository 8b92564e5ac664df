-- Cases of a period, each by its first row, with what is known of their time, in the order of
-- their keys.
--
-- in_set: whether the incident counts for the set: it lies in one of its areas or has no place;
-- in_area: whether it lies in the one named. Where no set is named, what lies in any set counts.
--
-- $area_load_id: the load that brought the area set, or null for no set
-- $area_code: one area of the set, or null for all
-- $first_day, $last_day: the days of occurrence that count, or null for no bound
-- $category: one category, or null for all
-- reads: active_incident, incident_area, active_area_set
-- gives: incident_key, occurred_from?, occurred_to?, time_precision, in_set, in_area

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

asked as (
    select *
    from active_incident
    where
        ($first_day is null or occurred_on >= $first_day)
        and ($last_day is null or occurred_on <= $last_day)
        and ($category is null or category = $category)
),

first_rows as (
    select min(incident_key) as incident_key
    from asked
    where case_key is not null
    group by case_key
),

judged as (
    select
        asked.incident_key,
        asked.occurred_from,
        asked.occurred_to,
        asked.time_precision,
        asked.has_no_place
        or placed.incident_key is not null
        or (select count(*) from sets) = 0 as in_set,
        coalesce(placed.in_area, false) as in_area
    from asked
    left join placed on asked.incident_key = placed.incident_key
    where
        asked.case_key is null
        or asked.incident_key in (select first_rows.incident_key from first_rows)
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
