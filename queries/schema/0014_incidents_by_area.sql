-- Incidents that are known by the name of their area, where an extract has no coordinates.

-- named_set, named_area: the area that the extract names, and the set it is an area of; null where
-- coordinates say the place, or nothing does. named_outside: the extract says that it happened
-- outside the municipality, which lies in no set.
alter table incident add column if not exists named_set text;
alter table incident add column if not exists named_area text;
alter table incident add column if not exists named_outside boolean default false;

-- The rows of each case that count: those of the last load of their kind that has the case.
-- Rows of one load and one case are of one version, and none of them corrects another.
-- has_no_place: no coordinates, and not said to lie outside; it may be in an area by its name,
-- which incident_area says.
create or replace view active_incident as
with versions as (
    select
        incident.*,
        coalesce(active_load.rows_are, 'incidents') as rows_are,
        incident.x_m is null and not coalesce(incident.named_outside, false) as has_no_place
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

-- How many incidents the areas of a set had in a period, where a table counts them.

-- area_code: * is the city as the table states it, - what has no place, outside what lies outside.
-- part: '' is the whole year, else H1, Q3, M11, or D0301-0531 for a span of whole months, which
-- are first_month to last_month.
-- category: null is all of them. group_key: '' is everybody.
-- n: null where the table withholds it, and withheld says how: suppressed or missing.
-- made: null for a row of the table; summed, or nought, where the load was told to make it.
create table if not exists incident_count (
    load_id integer not null,
    row_number bigint not null,
    set_name text not null,
    area_code text not null,
    year integer not null,
    part text not null,
    first_month integer not null,
    last_month integer not null,
    category text,
    group_key text not null,
    n bigint,
    withheld text,
    made text
);

create or replace view active_incident_count as
select incident_count.*
from incident_count
inner join active_load on incident_count.load_id = active_load.load_id;
