-- What a figure is of: a group of people, and a period that may be a part of a year.

-- group_key: '' is everybody, else such as 'køn=kvinder; alder=15-24'.
-- part: '' is the whole year, else H1, Q3, M11, W23, or D0301-0531 for a span of days.
alter table estimate add column if not exists group_key text default '';
alter table estimate add column if not exists part text default '';
alter table population add column if not exists group_key text default '';
alter table population add column if not exists part text default '';
-- summed: worked out from groups that were said to add up
alter table population add column if not exists summed boolean default false;

-- Which heading became which field, which tell groups apart, which were not read: as JSON.
alter table load add column if not exists columns text;

-- What an indicator is, as a file says; the last definition that counts is in indicator too.
create table if not exists indicator_definition (
    load_id integer not null,
    row_number bigint not null,
    indicator text not null,
    better text not null check (better in ('lower', 'higher')),
    measure text not null check (measure in ('share', 'per_1000', 'points')),
    name_da text not null,
    name_en text not null,
    definition_da text,
    definition_en text,
    source text
);

-- Other names of an area, given once.
create table if not exists area_alias (
    load_id integer not null,
    set_name text not null,
    alias text not null,
    area_code text not null
);

create or replace view active_load as
select *
from load
where superseded_by is null;

-- Every figure that counts, of every group and every part of a year.
create or replace view active_figure as
select estimate.*
from estimate
inner join active_load on estimate.load_id = active_load.load_id;

-- The figures of everybody in whole years.
create or replace view active_estimate as
select *
from active_figure
where group_key = '' and part = '';

create or replace view active_residents as
select population.*
from population
inner join active_load on population.load_id = active_load.load_id;

-- All residents of a year: the year's figure, else that of its first quarter, 1 January.
create or replace view active_population as
select *
from active_residents
where group_key = '' and part in ('', 'Q1')
qualify
    row_number() over (
        partition by set_name, area_code, year
        order by part asc, summed asc, load_id desc, row_number asc
    ) = 1;
