-- Scales of categories, for the store that releases are made from.
--
-- reads: active_category_scale
-- gives: load_id, row_number, edition, place, category, lowest

select
    load_id,
    row_number,
    edition,
    place,
    category,
    lowest
from active_category_scale
order by load_id asc, row_number asc, edition asc nulls first, place asc
