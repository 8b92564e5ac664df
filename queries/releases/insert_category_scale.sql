-- Store what a release is made from: scales of categories.
--
-- reads: new_category_scale(load_id, row_number, edition, place, category, lowest)
-- changes: category_scale

insert into category_scale by name
select *
from new_category_scale
