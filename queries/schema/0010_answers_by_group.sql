-- Answers by group and by part of a year, so that what two groups of one sample have in common
-- can be reckoned from them.

-- group_key: every group that is known of who answered, such as 'køn=kvinder; alder=15-24'.
-- part: '' is the whole year, else H1, Q3, M11, W23, or D0301-0531 for a span of days.
alter table answer add column if not exists part text default '';
alter table answer add column if not exists group_key text default '';

create or replace view active_answer as
select answer.*
from answer
inner join active_load on answer.load_id = active_load.load_id;
