-- The categories of one edition's scale with the row that says so, greatest need first.
--
-- $edition: the edition
-- reads: active_category_scale
-- gives: load_id, row_number, place, category, lowest

select
    load_id,
    row_number,
    place,
    category,
    lowest
from active_category_scale
where edition = $edition
order by place asc, load_id asc, row_number asc
