-- The number that the next load gets; one row.
--
-- reads: load(load_id)
-- gives: load_id

select coalesce(max(load_id), 0) + 1 as load_id
from load
