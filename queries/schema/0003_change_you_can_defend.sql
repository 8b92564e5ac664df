-- The whole identity of a figure; breaks, scales, crosswalks, answers, interventions,
-- designations and goals.

create temp table earlier_indicator as
select
    indicator,
    better,
    measure,
    name_da,
    name_en
from indicator;

drop table indicator;

create table indicator (
    indicator text primary key,
    better text not null check (better in ('lower', 'higher')),
    measure text not null check (measure in ('share', 'per_1000', 'points')),
    name_da text not null,
    name_en text not null,
    -- indicators of one series follow each other under one name, each with its own definition
    series text,
    definition_da text,
    definition_en text,
    -- survey: answers of residents; police: reported crime
    asked_by text check (asked_by in ('survey', 'police')),
    -- an indicator that is the gap between two groups names both: group_1 less group_2
    group_1 text,
    group_2 text
);

insert into indicator (indicator, better, measure, name_da, name_en)
select
    indicator,
    better,
    measure,
    name_da,
    name_en
from earlier_indicator;

drop table earlier_indicator;

alter table estimate add column survey_period text;
alter table estimate add column police_period text;
-- counted: reports behind a rate, or answers behind a share, as printed
alter table estimate add column counted double;
-- the city's own verdict: a light, the year it compares with, and the change as printed
alter table estimate add column published_light text;
alter table estimate add column published_against integer;
alter table estimate add column published_change_pp double;
-- withheld: suppressed where the extract says so (..); percent is null then
alter table estimate add column withheld text;
-- from answers: standard error in points and the design-based 95 % interval in per cent
alter table estimate add column se_pp double;
alter table estimate add column low double;
alter table estimate add column high double;

alter table population add column visitor_heavy boolean;

-- One answer of a survey: no name, no number, nothing but what shares are computed from.
create table answer (
    load_id integer not null,
    row_number bigint not null,
    set_name text not null,
    area_code text not null,
    indicator text not null,
    year integer not null,
    edition integer,
    yes boolean not null,
    weight double not null,
    stratum text,
    cluster text,
    stratum_size double
);

-- Where a series is no longer the same thing; load_id is null for those that ship.
-- indicator: its name, or the series; last_year: the last year that a context lasts.
create table break_point (
    load_id integer,
    row_number bigint not null,
    indicator text not null,
    set_name text,
    area_code text,
    year integer not null,
    last_year integer,
    kind text not null check (kind in ('definition', 'method', 'context')),
    text_da text not null,
    text_en text not null,
    source text not null
);

-- lowest: the smallest score of the category; place 1 is the greatest need.
create table category_scale (
    load_id integer not null,
    row_number bigint not null,
    edition integer not null,
    place integer not null,
    category text not null,
    lowest double not null
);

-- weight: the part of from_area that lies in to_area; amount: people, or units, or square metres.
create table crosswalk (
    load_id integer not null,
    row_number bigint not null,
    from_set text not null,
    from_area text not null,
    to_set text not null,
    to_area text not null,
    weight double not null,
    amount double,
    basis text not null check (basis in ('rode', 'population', 'area', 'stated'))
);

-- One place of an intervention in one row; area_code is null where the place is no area of a set.
create table intervention (
    load_id integer not null,
    row_number bigint not null,
    intervention text not null,
    role text not null check (role in ('treated', 'comparison')),
    place text,
    set_name text,
    area_code text,
    starts_on date,
    ends_on date,
    dates_as_stated text,
    partners text,
    budget text,
    note text,
    origin text,
    geometry blob
);

-- What somebody in authority has named an area; area_code is null where nobody said which area.
create table designation (
    load_id integer not null,
    row_number bigint not null,
    kind text not null,
    name text not null,
    year integer not null,
    designated boolean not null,
    value text,
    criteria_set text not null,
    set_name text,
    area_code text,
    units text,
    certainty text,
    note text,
    origin text
);

-- A rule of a policy as data. scope: city, each_area, count_of_areas or chosen_areas.
create table goal (
    load_id integer not null,
    row_number bigint not null,
    goal text not null,
    programme text not null,
    rule_da text not null,
    rule_en text not null,
    scope text not null check (
        scope in ('city', 'each_area', 'count_of_areas', 'chosen_areas')
    ),
    indicator text not null,
    comparison text not null check (
        comparison in ('at_most', 'at_least', 'must_improve', 'falls_by_percent')
    ),
    value double,
    baseline_year integer,
    chosen_by text,
    chosen_areas text,
    first_year integer,
    deadline date not null,
    note text,
    origin text not null
);

create or replace view active_estimate as
select estimate.*
from estimate
inner join active_load on estimate.load_id = active_load.load_id;

create or replace view active_population as
select population.*
from population
inner join active_load on population.load_id = active_load.load_id;

create view active_answer as
select answer.*
from answer
inner join active_load on answer.load_id = active_load.load_id;

create view active_break_point as
select break_point.*
from break_point
left join active_load on break_point.load_id = active_load.load_id
where break_point.load_id is null or active_load.load_id is not null;

create view active_category_scale as
select category_scale.*
from category_scale
inner join active_load on category_scale.load_id = active_load.load_id;

create view active_crosswalk as
select crosswalk.*
from crosswalk
inner join active_load on crosswalk.load_id = active_load.load_id;

create view active_intervention as
select intervention.*
from intervention
inner join active_load on intervention.load_id = active_load.load_id;

create view active_designation as
select designation.*
from designation
inner join active_load on designation.load_id = active_load.load_id;

create view active_goal as
select goal.*
from goal
inner join active_load on goal.load_id = active_load.load_id;
