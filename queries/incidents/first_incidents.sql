-- The first incidents of a load, in the order of its file, and the areas they lie in.
--
-- $load_id: the load's number
-- reads: incident, incident_by_set, active_area
-- gives: row_number, incident_id, occurred_from?, occurred_to?, occurred_on?, time_precision,
--        reported?, category?, x_m?, y_m?, named_area?, named_outside?, areas?

with first_incidents as (
    select *
    from incident
    where load_id = $load_id
    order by row_number asc
    limit 5
),

located as (
    select
        incident_by_set.incident_key,
        active_area.area_name,
        active_area.code,
        active_area.set_name,
        active_area.code_order
    from incident_by_set
    inner join first_incidents on incident_by_set.incident_key = first_incidents.incident_key
    inner join active_area
        on
            incident_by_set.area_load_id = active_area.load_id
            and incident_by_set.area_order = active_area.code_order
),

places as (
    select
        incident_key,
        string_agg(coalesce(area_name, code), ', ' order by set_name asc, code_order asc) as areas
    from located
    group by incident_key
)

select
    first_incidents.row_number,
    first_incidents.incident_id,
    first_incidents.occurred_from,
    first_incidents.occurred_to,
    first_incidents.occurred_on,
    first_incidents.time_precision,
    first_incidents.reported,
    first_incidents.category,
    first_incidents.x_m,
    first_incidents.y_m,
    first_incidents.named_area,
    first_incidents.named_outside,
    places.areas
from first_incidents
left join places on first_incidents.incident_key = places.incident_key
order by first_incidents.row_number asc
