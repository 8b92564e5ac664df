-- Which incidents are late: reported late, in an extract that was cut by the day of the report.

-- Rows that count, and whether their day of occurrence says that it is covered. An extract was cut
-- by the day of the report where most of its rows have one and some occurred more than a fortnight
-- before the first of them: those are late. All rows of a load speak of its cut, also those that a
-- later load corrects. The first months of a year may lack reports in a small extract, which is no
-- cut. No row is late on a day that another load of its source covers.
create or replace view covering_incident as
with of_loads as (
    select
        incident.load_id,
        incident.source,
        coalesce(active_load.rows_are, 'incidents') as rows_are,
        cast(min(incident.reported) as date) as first_reported,
        min(incident.occurred_on) as first_occurred,
        max(incident.occurred_on) as last_occurred,
        count(incident.reported) * 2 > count(*) as has_reports
    from incident
    inner join active_load on incident.load_id = active_load.load_id
    group by incident.load_id, incident.source, active_load.rows_are
),

judged as (
    select
        *,
        coalesce(
            has_reports
            and first_occurred < first_reported - interval 15 day
            and (
                year(first_occurred) < year(first_reported)
                or dayofyear(first_reported) > 60
            ),
            false
        ) as is_cut
    from of_loads
),

cuts as (
    select
        *,
        if(is_cut, first_reported, first_occurred) as covers_from
    from judged
),

late_rows as (
    select active_incident.incident_key
    from active_incident
    inner join cuts
        on
            active_incident.load_id = cuts.load_id
            and cuts.is_cut
            and active_incident.occurred_on < cuts.first_reported
            and (
                year(active_incident.occurred_on) < year(cuts.first_reported)
                or dayofyear(cuts.first_reported) > 60
            )
),

covered_elsewhere as (
    select distinct late_rows.incident_key
    from late_rows
    inner join active_incident on late_rows.incident_key = active_incident.incident_key
    inner join cuts
        on
            active_incident.source = cuts.source
            and active_incident.rows_are = cuts.rows_are
            and active_incident.load_id != cuts.load_id
            and active_incident.occurred_on >= cuts.covers_from
            and active_incident.occurred_on <= cuts.last_occurred
)

select
    active_incident.*,
    active_incident.incident_key in (
        select late_rows.incident_key
        from late_rows
        anti join covered_elsewhere on late_rows.incident_key = covered_elsewhere.incident_key
    ) as is_late
from active_incident;
