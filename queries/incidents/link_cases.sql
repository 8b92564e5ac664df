-- Give all rows of a case one key, in whatever load and of whatever kind they are.
--
-- Where each row of a load is an incident of its own, only the first of an id is linked to others.
--
-- $load_id: the new load
-- $source: the system whose ids they carry
-- $rows_are: what a row of the new load is
-- reads: incident, load, repeated_id(incident_id)
-- changes: incident(case_key)

update incident
set case_key = linked.case_key
from (
    with kinds as (
        select
            incident.incident_key,
            incident.incident_id,
            incident.row_number,
            incident.load_id,
            if(
                incident.load_id = $load_id, $rows_are, coalesce(load.rows_are, 'incidents')
            ) as rows_are
        from incident
        left join load on incident.load_id = load.load_id
        inner join repeated_id on incident.incident_id = repeated_id.incident_id
        where incident.source = $source
    ),

    members as (
        select *
        from kinds
        qualify
            rows_are != 'incidents'
            or row_number = min(row_number) over (partition by incident_id, load_id)
    )

    select
        incident_key,
        min(incident_key) over (partition by incident_id) as case_key
    from members
) as linked
where incident.incident_key = linked.incident_key
