-- Loads of incidents that count, one row each, oldest first.
--
-- reads: active_load(load_id, kind)
-- gives: load_id

select load_id
from active_load
where kind = 'incidents'
order by load_id asc
