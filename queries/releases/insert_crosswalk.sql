-- Store what a release is made from: crosswalks between area sets.
--
-- reads: new_crosswalk(load_id, row_number, from_set, from_area, to_set, to_area, weight, amount,
-- basis)
-- changes: crosswalk

insert into crosswalk by name
select *
from new_crosswalk
