-- Which of the new places of interventions other loads already give, by the row that gives them.
--
-- A row that leaves goal, committee, status or documentation empty contradicts none.
--
-- reads: active_intervention, new_interventions(row_number, intervention, role, place, starts_on,
--        ends_on, dates_as_stated, geometry, goal, committee, status, documentation)
-- gives: row_number, intervention, place?, load_id, is_same

select
    new_interventions.row_number,
    new_interventions.intervention,
    new_interventions.place,
    min(active_intervention.load_id) as load_id,
    bool_and(
        active_intervention.role = new_interventions.role
        and active_intervention.starts_on is not distinct from new_interventions.starts_on
        and active_intervention.ends_on is not distinct from new_interventions.ends_on
        and (
            (
                active_intervention.starts_on is not null
                and active_intervention.ends_on is not null
            )
            or active_intervention.dates_as_stated
            is not distinct from new_interventions.dates_as_stated
        )
        and coalesce(
            new_interventions.goal = active_intervention.goal, new_interventions.goal is null
        )
        and coalesce(
            new_interventions.committee = active_intervention.committee,
            new_interventions.committee is null
        )
        and coalesce(
            new_interventions.status = active_intervention.status, new_interventions.status is null
        )
        and coalesce(
            new_interventions.documentation = active_intervention.documentation,
            new_interventions.documentation is null
        )
    ) as is_same
from new_interventions
inner join active_intervention
    on
        new_interventions.intervention = active_intervention.intervention
        and new_interventions.place is not distinct from active_intervention.place
        and (
            new_interventions.place is not null
            or new_interventions.geometry is not distinct from active_intervention.geometry
        )
group by
    new_interventions.row_number, new_interventions.intervention, new_interventions.place
order by new_interventions.row_number asc
