-- Store what a release is made from: area sets that count.
--
-- reads: new_area_set(load_id, set_name, valid_from, valid_to, overlapping, schematic,
-- overlap_m2, gap_m2, title)
-- changes: area_set

insert into area_set by name
select *
from new_area_set
