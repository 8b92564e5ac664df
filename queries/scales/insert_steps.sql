-- Store the categories of a scale.
--
-- $load_id: the load they came with
-- reads: new_steps(row_number, edition, place, category, lowest)
-- changes: category_scale

insert into category_scale (load_id, row_number, edition, place, category, lowest)
select
    $load_id,
    row_number,
    edition,
    place,
    category,
    lowest
from new_steps
