-- The categories of every edition that has a scale, the greatest need first.
--
-- reads: active_category_scale
-- gives: edition, place, category, lowest, load_id
-- audience: public

select
    edition,
    place,
    category,
    lowest,
    load_id
from active_category_scale
order by
    edition asc,
    place asc,
    load_id asc
