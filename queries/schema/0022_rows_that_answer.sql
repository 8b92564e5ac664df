-- Incidents laid out for questions: each row says whether it counts, and in which area it lies.

-- slot: the column of incident, placed_1 to placed_8, that says for this set in which area an
-- incident lies; null where incident_area says it: of a set whose areas overlap, of a set that was
-- replaced, and where all columns are taken.
alter table area_set add column if not exists slot integer;

-- is_current: whether the row counts as long as its load does; no later version of it is stored.
alter table incident add column if not exists is_current boolean default true;
-- The area of the set with that slot, by its code_order; null where it lies in none.
alter table incident add column if not exists placed_1 integer;
alter table incident add column if not exists placed_2 integer;
alter table incident add column if not exists placed_3 integer;
alter table incident add column if not exists placed_4 integer;
alter table incident add column if not exists placed_5 integer;
alter table incident add column if not exists placed_6 integer;
alter table incident add column if not exists placed_7 integer;
alter table incident add column if not exists placed_8 integer;

create or replace view active_area_set as
select area_set.*
from area_set
inner join active_load on area_set.load_id = active_load.load_id;

update area_set
set slot = taken.slot
from (
    select
        load_id,
        row_number() over (order by load_id) as slot
    from active_area_set
    where not overlapping
    qualify row_number() over (order by load_id) <= 8
) as taken
where area_set.load_id = taken.load_id;

update incident
set
    placed_1 = places.placed_1,
    placed_2 = places.placed_2,
    placed_3 = places.placed_3,
    placed_4 = places.placed_4,
    placed_5 = places.placed_5,
    placed_6 = places.placed_6,
    placed_7 = places.placed_7,
    placed_8 = places.placed_8
from (
    select
        incident_area.incident_key,
        max(area.code_order) filter (where area_set.slot = 1) as placed_1,
        max(area.code_order) filter (where area_set.slot = 2) as placed_2,
        max(area.code_order) filter (where area_set.slot = 3) as placed_3,
        max(area.code_order) filter (where area_set.slot = 4) as placed_4,
        max(area.code_order) filter (where area_set.slot = 5) as placed_5,
        max(area.code_order) filter (where area_set.slot = 6) as placed_6,
        max(area.code_order) filter (where area_set.slot = 7) as placed_7,
        max(area.code_order) filter (where area_set.slot = 8) as placed_8
    from incident_area
    inner join area_set on incident_area.area_load_id = area_set.load_id
    inner join area
        on
            incident_area.area_load_id = area.load_id
            and incident_area.area_code = area.code
    where area_set.slot is not null
    group by incident_area.incident_key
) as places
where incident.incident_key = places.incident_key;

delete from incident_area
where
    area_load_id in (
        select area_set.load_id
        from area_set
        where area_set.slot is not null
    );

-- Of the rows of one kind and id only those of the last load that counts are current.
update incident
set is_current = false
from (
    select
        incident.source,
        incident.incident_id,
        coalesce(active_load.rows_are, 'incidents') as rows_are,
        max(incident.version) as last_version
    from incident
    inner join active_load on incident.load_id = active_load.load_id
    where incident.contested
    group by all
) as versions
inner join load on versions.rows_are = coalesce(load.rows_are, 'incidents')
where
    incident.contested
    and incident.load_id = load.load_id
    and incident.source = versions.source
    and incident.incident_id = versions.incident_id
    and incident.version != versions.last_version;

-- The rows that count. Rows of one load and one case are of one version, and none of them corrects
-- another.
-- has_no_place: no coordinates, and not said to lie outside; it may be in an area by its name,
-- which placed_incident says.
create or replace view active_incident as
select
    incident.*,
    coalesce(active_load.rows_are, 'incidents') as rows_are,
    incident.x_m is null and not coalesce(incident.named_outside, false) as has_no_place
from incident
inner join active_load on incident.load_id = active_load.load_id
where incident.is_current;

-- All rows, with the area of a set that each lies in: a row for each set, and where areas overlap
-- for each area. area_order: as code_order of the set's areas; null where it lies in none.
-- is_first: whether this is its one row of the set, or the first of several.
create or replace view incident_by_set as
with places as (
    select
        incident_area.area_load_id,
        incident_area.incident_key,
        area.code_order as area_order,
        min(area.code_order) over (
            partition by incident_area.area_load_id, incident_area.incident_key
        ) as first_order
    from incident_area
    inner join area
        on
            incident_area.area_load_id = area.load_id
            and incident_area.area_code = area.code
)

select
    incident.*,
    area_set.load_id as area_load_id,
    case area_set.slot
        when 1 then incident.placed_1
        when 2 then incident.placed_2
        when 3 then incident.placed_3
        when 4 then incident.placed_4
        when 5 then incident.placed_5
        when 6 then incident.placed_6
        when 7 then incident.placed_7
        when 8 then incident.placed_8
    end as area_order,
    true as is_first
from incident
cross join area_set
where area_set.slot is not null
union all
select
    incident.*,
    area_set.load_id as area_load_id,
    places.area_order,
    coalesce(places.area_order = places.first_order, true) as is_first
from incident
cross join area_set
left join places
    on
        area_set.load_id = places.area_load_id
        and incident.incident_key = places.incident_key
where area_set.slot is null;

-- The rows that count, by the areas of each set.
create or replace view placed_incident as
select
    incident_by_set.*,
    coalesce(active_load.rows_are, 'incidents') as rows_are,
    incident_by_set.x_m is null
    and not coalesce(incident_by_set.named_outside, false) as has_no_place
from incident_by_set
inner join active_load on incident_by_set.load_id = active_load.load_id
where incident_by_set.is_current;

-- Rows that count and are late: their day of occurrence does not say that it is covered.
-- An extract was cut by the day of the report where most of its rows have one and some occurred
-- more than a fortnight before the first of them: those are late. All rows of a load speak of its
-- cut, also those that a
-- later load corrects. The first months of a year may lack reports in a small extract, which is no
-- cut. No row is late on a day that another load of its source covers.
create or replace view late_incident as
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

select late_rows.incident_key
from late_rows
anti join covered_elsewhere on late_rows.incident_key = covered_elsewhere.incident_key;

create or replace view covering_incident as
select
    active_incident.*,
    active_incident.incident_key in (select late_incident.incident_key from late_incident)
        as is_late
from active_incident;

-- On how many points the rows of a load lie, of each year and, where that is null, of all years.
-- What a source has on a point is at most what its loads have, so that whether its points are
-- few, or one of them stands for an unknown place, need be counted only where it is possible.
-- n_busiest: on the point where most lie; n_on_ten: on the ten such points.
create table if not exists point_use (
    load_id integer not null,
    year integer,
    n_placed bigint not null,
    n_points bigint not null,
    n_busiest bigint not null,
    n_on_ten bigint not null
);

insert into point_use (load_id, year, n_placed, n_points, n_busiest, n_on_ten)
with of_years as (
    select
        load_id,
        year(occurred_on) as year,
        x_m,
        y_m,
        count(*) as n
    from incident
    where x_m is not null
    group by all
),

of_loads as (
    select
        load_id,
        x_m,
        y_m,
        cast(sum(n) as bigint) as n
    from of_years
    group by all
)

select
    load_id,
    year,
    sum(n) as n_placed,
    count(*) as n_points,
    max(n) as n_busiest,
    list_sum(max(n, 10)) as n_on_ten
from of_years
group by load_id, year
union all
select
    load_id,
    null as year,
    sum(n) as n_placed,
    count(*) as n_points,
    max(n) as n_busiest,
    list_sum(max(n, 10)) as n_on_ten
from of_loads
group by load_id;
