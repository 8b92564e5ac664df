-- Record an area set.
--
-- $load_id, $set_name, $valid_from, $valid_to, $overlapping, $schematic, $overlap_m2, $gap_m2,
-- $title, $slot: as the columns of the table
-- changes: area_set

insert into area_set (
    load_id, set_name, valid_from, valid_to, overlapping, schematic, overlap_m2, gap_m2,
    title, slot
)
values (
    $load_id, $set_name, $valid_from, $valid_to, $overlapping, $schematic, $overlap_m2, $gap_m2,
    $title, $slot
)
