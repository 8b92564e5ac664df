-- What an effort is for and how it stands, as the file says it; null in loads from before.

alter table intervention add column if not exists goal text;
alter table intervention add column if not exists committee text;
alter table intervention add column if not exists status text;
alter table intervention add column if not exists documentation text;

create or replace view active_intervention as
select intervention.*
from intervention
inner join active_load on intervention.load_id = active_load.load_id;
