-- Store the places of interventions.
--
-- $load_id: the load they came with
-- reads: new_interventions(row_number, intervention, role, place, set_name, area_code, starts_on,
--        ends_on, dates_as_stated, partners, budget, note, origin, geometry)
-- changes: intervention

insert into intervention (
    load_id, row_number, intervention, role, place, set_name, area_code, starts_on, ends_on,
    dates_as_stated, partners, budget, note, origin, geometry
)
select
    $load_id,
    row_number,
    intervention,
    role,
    place,
    set_name,
    area_code,
    starts_on,
    ends_on,
    dates_as_stated,
    partners,
    budget,
    note,
    origin,
    geometry
from new_interventions
