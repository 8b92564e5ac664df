-- Cases that occurred on some days in a place, each by its first row, in the order of their time.
--
-- place_known: point, area (known by the name of an area alone) or none. area_code: the area of
-- the set that it lies in, the lowest code of several.
--
-- $area_load_id: the load that brought the area set
-- $area_codes: the areas asked about, or null for the city, to which belongs what has no place
-- $first_day, $last_day: the days of occurrence
-- $category: one category, or null for all
-- reads: active_incident, incident_area
-- gives: incident_key, incident_id, occurred_on, occurred_from?, occurred_to?, time_precision,
--        reported_on?, category?, x_m?, y_m? (metres in the working CRS), place_known, area_code?

with placed as (
    select
        incident_key,
        min(area_code) as area_code
    from incident_area
    where
        area_load_id = $area_load_id
        and ($area_codes is null or list_contains($area_codes, area_code))
    group by incident_key
),

asked as (
    select
        active_incident.*,
        placed.area_code,
        row_number() over (
            partition by coalesce(active_incident.case_key, active_incident.incident_key)
            order by active_incident.incident_key
        ) as row_of_case
    from active_incident
    left join placed on active_incident.incident_key = placed.incident_key
    where
        active_incident.occurred_on >= $first_day
        and if(
            active_incident.time_precision in ('week', 'month', 'year'),
            active_incident.occurred_to - interval 1 day, active_incident.occurred_on
        ) <= $last_day
        and ($category is null or active_incident.category = $category)
        and (
            placed.incident_key is not null
            or ($area_codes is null and active_incident.has_no_place)
        )
)

select
    incident_key,
    incident_id,
    occurred_on,
    occurred_from,
    occurred_to,
    time_precision,
    cast(reported as date) as reported_on,
    category,
    x_m,
    y_m,
    case
        when x_m is not null then 'point'
        when named_area is not null then 'area'
        else 'none'
    end as place_known,
    area_code
from asked
where row_of_case = 1
order by occurred_on asc, occurred_from asc nulls last, incident_key asc
