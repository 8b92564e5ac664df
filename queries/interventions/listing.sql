-- Every place of every intervention that counts, with all that was said of it, one row each.
--
-- reads: active_intervention, active_area
-- gives: load_id, row_number, intervention, role, place?, set_name?, area_code?, area_name?,
--        starts_on?, ends_on?, dates_as_stated?, goal?, committee?, partners?, budget?, status?,
--        documentation?, note?, origin?, geometry? (WKB in the working CRS)

select
    active_intervention.load_id,
    active_intervention.row_number,
    active_intervention.intervention,
    active_intervention.role,
    active_intervention.place,
    active_intervention.set_name,
    active_intervention.area_code,
    active_area.area_name,
    active_intervention.starts_on,
    active_intervention.ends_on,
    active_intervention.dates_as_stated,
    active_intervention.goal,
    active_intervention.committee,
    active_intervention.partners,
    active_intervention.budget,
    active_intervention.status,
    active_intervention.documentation,
    active_intervention.note,
    active_intervention.origin,
    active_intervention.geometry
from active_intervention
left join active_area
    on
        active_intervention.set_name = active_area.set_name
        and active_intervention.area_code = active_area.code
order by
    active_intervention.intervention asc,
    active_intervention.role desc,
    active_intervention.load_id asc,
    active_intervention.row_number asc,
    active_area.code_order asc nulls last
