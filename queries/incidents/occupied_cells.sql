-- Squares that hold an incident of the city, whatever its day and category; one row per square.
--
-- $area_load_id: the load that brought the area set
-- $side_m: side of a square, in metres
-- reads: placed_incident
-- gives: grid_col, grid_row (whole sides from the origin of the working CRS), n

select
    cast(floor(x_m / $side_m) as bigint) as grid_col,
    cast(floor(y_m / $side_m) as bigint) as grid_row,
    count(*) as n
from placed_incident
where
    area_load_id = $area_load_id
    and area_order is not null
    and is_first
    and x_m is not null
    and y_m is not null
group by grid_col, grid_row
order by grid_row asc, grid_col asc
