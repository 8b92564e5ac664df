-- What a row of an extract of incidents is, and which rows belong to one case.

-- rows_are: incidents, offences or victims; null in other loads, and in loads from before, where
-- of several rows of one id in one file the last one counts.
alter table load add column if not exists rows_are text;

-- case_key: the same in all rows of a case; null where the row is all there is of its case.
alter table incident add column if not exists case_key bigint;
-- rest_hash: of the columns of the file that became no field; null where there are none.
alter table incident add column if not exists rest_hash ubigint;

create or replace view active_load as
select *
from load
where superseded_by is null;

-- The rows of each case that count: those of the last load of their kind that has the case.
-- Rows of one load and one case are of one version, and none of them corrects another.
create or replace view active_incident as
with versions as (
    select
        incident.*,
        coalesce(active_load.rows_are, 'incidents') as rows_are
    from incident
    inner join active_load on incident.load_id = active_load.load_id
),

contested_ids as (
    select distinct
        source,
        rows_are,
        incident_id
    from versions
    where contested
),

last_versions as (
    select
        versions.source,
        versions.rows_are,
        versions.incident_id,
        max(versions.version) as last_version
    from versions
    inner join contested_ids
        on
            versions.source = contested_ids.source
            and versions.rows_are = contested_ids.rows_are
            and versions.incident_id = contested_ids.incident_id
    group by versions.source, versions.rows_are, versions.incident_id
)

select versions.*
from versions
left join last_versions
    on
        versions.source = last_versions.source
        and versions.rows_are = last_versions.rows_are
        and versions.incident_id = last_versions.incident_id
where last_versions.last_version is null or versions.version = last_versions.last_version;

-- Rows that count, and whether their day of occurrence says that it is covered: in an extract cut
-- by the day of the report, what happened before its first report has only late reports. The first
-- months of a year may lack reports in a small extract, which is no cut.
create or replace view covering_incident as
with first_reports as (
    select
        load_id,
        cast(min(reported) as date) as first_reported
    from active_incident
    group by load_id
    having count(reported) * 2 > count(*)
)

select
    active_incident.*,
    coalesce(
        active_incident.occurred_on < first_reports.first_reported
        and (
            year(active_incident.occurred_on) < year(first_reports.first_reported)
            or dayofyear(first_reports.first_reported) > 60
        ),
        false
    ) as is_late
from active_incident
left join first_reports on active_incident.load_id = first_reports.load_id;
