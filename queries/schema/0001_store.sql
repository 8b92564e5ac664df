-- The store's first tables. A load is the way in for everything; rows are never overwritten,
-- a load that is superseded stays and its rows no longer count.

create table load (
    load_id integer primary key,
    kind text not null,
    target text,
    loaded_by text not null,
    loaded_at_utc timestamp not null,
    file_name text not null,
    sha256 text not null,
    source text,
    timezone text,
    synthetic boolean not null,
    settings text not null,
    rows_in bigint not null,
    rows_stored bigint not null,
    rows_rejected bigint not null,
    supersedes integer,
    superseded_by integer,
    -- the place among the loads: its own number, or that of the load it took the place of
    place integer not null,
    check (rows_in = rows_stored + rows_rejected)
);

create table reject (
    load_id integer not null,
    row_number bigint not null,
    column_name text,
    value text,
    reason text not null
);

-- How this store measures: one working CRS, chosen by the first load that has coordinates.
create table setting (
    name text primary key,
    value text not null
);

create table area_set (
    load_id integer primary key,
    set_name text not null,
    valid_from date,
    valid_to date,
    overlapping boolean not null,
    schematic boolean not null,
    overlap_m2 double not null,
    gap_m2 double not null
);

-- geometry: WKB in the working CRS; code_order: the order of every answer;
-- attributes: the layer's other fields, as JSON.
create table area (
    load_id integer not null,
    set_name text not null,
    code text not null,
    area_name text not null,
    code_order integer not null,
    area_m2 double not null,
    attributes text not null,
    geometry blob not null,
    row_number bigint not null
);

create table indicator (
    indicator text primary key,
    better text not null check (better in ('lower', 'higher')),
    measure text not null check (measure in ('share', 'per_1000')),
    name_da text not null,
    name_en text not null
);

-- percent: 0 to 100; decimals: as printed, null where the figure is exact.
create table estimate (
    load_id integer not null,
    row_number bigint not null,
    set_name text not null,
    area_code text not null,
    indicator text not null,
    year integer not null,
    edition integer,
    supplier text,
    percent double,
    decimals integer,
    n double,
    n_eff double,
    category text,
    score double
);

-- occurred_from and occurred_to: wall-clock times of the load's time zone.
-- time_precision: moment, day, span, open_end (latest unknown), open_start (earliest unknown).
create table incident (
    incident_key bigint not null,
    load_id integer not null,
    row_number bigint not null,
    source text not null,
    incident_id text not null,
    occurred_from timestamp,
    occurred_to timestamp,
    occurred_on date not null,
    time_precision text not null,
    reported timestamp,
    category text,
    x_m double,
    y_m double,
    -- version: later wins among rows of one source and id; contested: another version is stored
    version bigint not null,
    contested boolean not null
);

create table incident_area (
    area_load_id integer not null,
    incident_key bigint not null,
    area_code text not null
);

create table population (
    load_id integer not null,
    row_number bigint not null,
    set_name text not null,
    area_code text not null,
    year integer not null,
    population double not null
);

create view active_load as
select *
from load
where superseded_by is null;

create view active_area_set as
select area_set.*
from area_set
inner join active_load on area_set.load_id = active_load.load_id;

create view active_area as
select area.*
from area
inner join active_load on area.load_id = active_load.load_id;

create view active_estimate as
select estimate.*
from estimate
inner join active_load on estimate.load_id = active_load.load_id;

create view active_population as
select population.*
from population
inner join active_load on population.load_id = active_load.load_id;

-- The version of each incident that counts: the last one among the loads that count.
create view active_incident as
with versions as (
    select incident.*
    from incident
    inner join active_load on incident.load_id = active_load.load_id
),

contested_ids as (
    select distinct
        source,
        incident_id
    from versions
    where contested
),

last_versions as (
    select
        versions.source,
        versions.incident_id,
        max(versions.version) as last_version
    from versions
    inner join contested_ids
        on
            versions.source = contested_ids.source
            and versions.incident_id = contested_ids.incident_id
    group by versions.source, versions.incident_id
)

select versions.*
from versions
left join last_versions
    on
        versions.source = last_versions.source
        and versions.incident_id = last_versions.incident_id
where last_versions.last_version is null or versions.version = last_versions.last_version;
