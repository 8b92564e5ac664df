-- The first categories of a load of scales, in the order of its file.
--
-- $load_id: the load's number
-- reads: category_scale
-- gives: row_number, edition, category, lowest

select
    row_number,
    edition,
    category,
    lowest
from category_scale
where load_id = $load_id
order by row_number asc
limit 5
