-- Store the places of interventions.
--
-- $load_id: the load they came with
-- reads: new_interventions(row_number, intervention, role, place, set_name, area_code, starts_on,
--        ends_on, dates_as_stated, partners, budget, note, origin, geometry, goal, committee,
--        status, documentation)
-- changes: intervention

insert into intervention (
    load_id, row_number, intervention, role, place, set_name, area_code, starts_on, ends_on,
    dates_as_stated, partners, budget, note, origin, geometry, goal, committee,
    status, documentation
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
    geometry,
    goal,
    committee,
    status,
    documentation
from new_interventions
