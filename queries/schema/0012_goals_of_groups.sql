-- Goals about a group of people, or about the gap between two groups.

-- The rule of what a comparison may be cannot be altered, so the table is made anew.
create temp table earlier_goal as
select *
from goal;

drop table goal;

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
        comparison in ('at_most', 'at_least', 'must_improve', 'falls_by_percent', 'no_difference')
    ),
    value double,
    baseline_year integer,
    chosen_by text,
    chosen_areas text,
    first_year integer,
    deadline date not null,
    note text,
    origin text not null,
    note_en text,
    -- group_key: '' is everybody, else such as 'oprindelse=ikke-vestlig'.
    group_key text default '',
    -- against_group_key: the second of two groups whose gap the goal is about; null for one group.
    against_group_key text
);

insert into goal by name
select *
from earlier_goal;

drop table earlier_goal;

create or replace view active_goal as
select goal.*
from goal
inner join active_load on goal.load_id = active_load.load_id;
