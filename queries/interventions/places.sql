-- Every place of every intervention that counts, one row each.
--
-- reads: active_intervention
-- gives: load_id, row_number, intervention, role, place?, set_name?, area_code?, starts_on?,
--        ends_on?, dates_as_stated?, geometry? (WKB in the working CRS)

select
    load_id,
    row_number,
    intervention,
    role,
    place,
    set_name,
    area_code,
    starts_on,
    ends_on,
    dates_as_stated,
    geometry
from active_intervention
order by intervention asc, role asc, load_id asc, row_number asc
