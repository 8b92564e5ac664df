-- Squares that hold an incident of the city, whatever its day and category; one row per square.
--
-- $area_load_id: the load that brought the area set
-- $side_m: side of a square, in metres
-- reads: active_incident, incident_area
-- gives: grid_col, grid_row (whole sides from the origin of the working CRS), n

with placed as (
    select distinct incident_key
    from incident_area
    where area_load_id = $area_load_id
)

select
    cast(floor(active_incident.x_m / $side_m) as bigint) as grid_col,
    cast(floor(active_incident.y_m / $side_m) as bigint) as grid_row,
    count(*) as n
from active_incident
inner join placed on active_incident.incident_key = placed.incident_key
where active_incident.x_m is not null and active_incident.y_m is not null
group by grid_col, grid_row
order by grid_row asc, grid_col asc
