-- Rows of a load whose case says nothing new: the version before it has the same rows.
--
-- A case that differs in any row is new as a whole. Rows that became no field are not compared:
-- a later extract may have other columns.
--
-- $load_id: the new load
-- $source: the system whose ids they carry
-- $rows_are: what a row is; versions are of the same kind
-- $version: the new load's place among the versions
-- reads: incident, active_load, repeated_id(incident_id)
-- gives: incident_key, row_number, incident_id, earlier_load, earlier_row

with contents as (
    select
        incident.incident_key,
        incident.load_id,
        incident.row_number,
        incident.incident_id,
        incident.version,
        hash(
            incident.occurred_from, incident.occurred_to, incident.time_precision,
            incident.reported, incident.category, incident.x_m, incident.y_m,
            incident.named_set, incident.named_area, coalesce(incident.named_outside, false)
        ) as content
    from incident
    left join active_load on incident.load_id = active_load.load_id
    inner join repeated_id on incident.incident_id = repeated_id.incident_id
    where
        incident.source = $source
        and (
            incident.load_id = $load_id
            or coalesce(active_load.rows_are, 'incidents') = $rows_are
            and active_load.load_id is not null
            and incident.version < $version
        )
),

new_rows as (
    select
        *,
        row_number() over (
            partition by incident_id, content
            order by row_number asc
        ) as turn
    from contents
    where load_id = $load_id
),

last_versions as (
    select *
    from contents
    where load_id != $load_id
    qualify version = max(version) over (partition by incident_id)
),

earlier_rows as (
    select
        *,
        row_number() over (
            partition by incident_id, content
            order by row_number asc
        ) as turn
    from last_versions
),

new_cases as (
    select
        incident_id,
        list_sort(list(content)) as contents
    from new_rows
    group by incident_id
),

earlier_cases as (
    select
        incident_id,
        list_sort(list(content)) as contents
    from earlier_rows
    group by incident_id
),

same_cases as (
    select new_cases.incident_id
    from new_cases
    inner join earlier_cases
        on
            new_cases.incident_id = earlier_cases.incident_id
            and new_cases.contents = earlier_cases.contents
)

select
    new_rows.incident_key,
    new_rows.row_number,
    new_rows.incident_id,
    earlier_rows.load_id as earlier_load,
    earlier_rows.row_number as earlier_row
from new_rows
inner join same_cases on new_rows.incident_id = same_cases.incident_id
inner join earlier_rows
    on
        new_rows.incident_id = earlier_rows.incident_id
        and new_rows.content = earlier_rows.content
        and new_rows.turn = earlier_rows.turn
order by new_rows.row_number asc
