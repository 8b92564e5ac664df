-- What an area set is called on pages and pictures; null where its name is all there is.

alter table area_set add column if not exists title text;

create or replace view active_area_set as
select area_set.*
from area_set
inner join active_load on area_set.load_id = active_load.load_id;
