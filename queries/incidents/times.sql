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
-- reads: active_incident, placed_incident, incident_area, active_area_set, area
-- gives: incident_key, occurred_from?, occurred_to?, time_precision, in_set, in_area

with sets as (
    select load_id
    from active_area_set
    where $area_load_id is null or load_id = $area_load_id
),

located as not materialized (
    select
        active_incident.*,
        coalesce(
            active_incident.placed_1, active_incident.placed_2, active_incident.placed_3,
            active_incident.placed_4, active_incident.placed_5, active_incident.placed_6,
            active_incident.placed_7, active_incident.placed_8
        ) is not null
        or active_incident.incident_key in (
            select incident_area.incident_key
            from incident_area
        ) as is_placed
    from active_incident
    where $area_load_id is null
    union all by name
    select
        * exclude (area_load_id, area_order, is_first),
        area_order is not null as is_placed
    from placed_incident
    where area_load_id = $area_load_id and is_first
),

of_area as (
    select placed_incident.incident_key
    from placed_incident
    inner join sets on placed_incident.area_load_id = sets.load_id
    inner join area
        on
            placed_incident.area_load_id = area.load_id
            and placed_incident.area_order = area.code_order
    where area.code = $area_code
),

asked as (
    select *
    from located
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
        incident_key,
        occurred_from,
        occurred_to,
        time_precision,
        has_no_place or is_placed or (select count(*) from sets) = 0 as in_set
    from asked
    where
        case_key is null
        or incident_key in (select first_rows.incident_key from first_rows)
)

select
    incident_key,
    occurred_from,
    occurred_to,
    time_precision,
    in_set,
    if(
        $area_code is null,
        in_set, incident_key in (select of_area.incident_key from of_area)
    ) as in_area
from judged
order by incident_key asc
