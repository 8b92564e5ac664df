-- On which terms a load may be passed on; and in English what had its words in Danish only.

alter table load add column licence text;
alter table designation add column note_en text;
alter table goal add column note_en text;
alter table break_point add column source_en text;

update break_point
set source_en = 'The safety survey 2025, City of Copenhagen (as rendered by a third party)'
where load_id is null and year = 2024;

update break_point
set source_en = 'Act no. 208 of 17 March 2020 (amending the Danish Epidemic Act) and later rules'
where load_id is null and indicator = '*';

create or replace view active_load as
select *
from load
where superseded_by is null;

create or replace view active_designation as
select designation.*
from designation
inner join active_load on designation.load_id = active_load.load_id;

create or replace view active_goal as
select goal.*
from goal
inner join active_load on goal.load_id = active_load.load_id;

create or replace view active_break_point as
select break_point.*
from break_point
left join active_load on break_point.load_id = active_load.load_id
where break_point.load_id is null or active_load.load_id is not null;
