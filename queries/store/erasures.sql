-- How many rows of each load were erased because their retention had ended, and of before when.
--
-- reads: erasure
-- gives: load_id, before, rows_erased

select
    load_id,
    max(before) as before,
    sum(rows_erased)::bigint as rows_erased
from erasure
group by load_id
having sum(rows_erased) > 0
order by load_id
