-- Residents of areas, for the store that releases are made from.
--
-- reads: active_residents
-- gives: load_id, row_number, set_name, area_code, year, population, visitor_heavy?, group_key?,
-- part?, summed?

select
    load_id,
    row_number,
    set_name,
    area_code,
    year,
    population,
    visitor_heavy,
    group_key,
    part,
    summed
from active_residents
order by
    load_id asc,
    row_number asc,
    set_name asc,
    area_code asc,
    year asc,
    part asc,
    group_key asc
