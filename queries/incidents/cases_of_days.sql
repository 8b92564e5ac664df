-- Cases that occurred on some days in a place, each by its first row, in the order of their time.
--
-- place_known: point, area (known by the name of an area alone) or none. area_code: the area of
-- the set that it lies in, the lowest code of several.
--
-- $area_load_id: the load that brought the area set
-- $area_codes: the areas asked about, or null for the city, to which belongs what has no place
-- $first_day, $last_day: the days of occurrence
-- $category: one category, or null for all
-- reads: placed_incident, area
-- gives: incident_key, incident_id, occurred_on, occurred_from?, occurred_to?, time_precision,
--        reported_on?, category?, x_m?, y_m? (metres in the working CRS), place_known, area_code?

with asked as (
    select
        placed_incident.*,
        area.code as area_code
    from placed_incident
    left join area on area.load_id = $area_load_id and placed_incident.area_order = area.code_order
    where
        placed_incident.area_load_id = $area_load_id
        and placed_incident.occurred_on >= $first_day
        and if(
            placed_incident.time_precision in ('week', 'month', 'year'),
            placed_incident.occurred_to - interval 1 day, placed_incident.occurred_on
        ) <= $last_day
        and ($category is null or placed_incident.category = $category)
        and if(
            $area_codes is null,
            placed_incident.has_no_place or placed_incident.area_order is not null,
            coalesce(list_contains($area_codes, area.code), false)
        )
),

in_order as (
    select
        *,
        row_number() over (
            partition by coalesce(case_key, incident_key)
            order by incident_key asc, area_code asc
        ) as row_of_case
    from asked
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
from in_order
where row_of_case = 1
order by occurred_on asc, occurred_from asc nulls last, incident_key asc
