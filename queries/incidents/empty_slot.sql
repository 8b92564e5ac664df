-- Forget in which area of a set incidents lie.
--
-- $slot: the slot of the set
-- changes: incident(placed_1 to placed_8)

update incident
set
    placed_1 = if($slot = 1, null, placed_1),
    placed_2 = if($slot = 2, null, placed_2),
    placed_3 = if($slot = 3, null, placed_3),
    placed_4 = if($slot = 4, null, placed_4),
    placed_5 = if($slot = 5, null, placed_5),
    placed_6 = if($slot = 6, null, placed_6),
    placed_7 = if($slot = 7, null, placed_7),
    placed_8 = if($slot = 8, null, placed_8)
where
    ($slot = 1 and placed_1 is not null)
    or ($slot = 2 and placed_2 is not null)
    or ($slot = 3 and placed_3 is not null)
    or ($slot = 4 and placed_4 is not null)
    or ($slot = 5 and placed_5 is not null)
    or ($slot = 6 and placed_6 is not null)
    or ($slot = 7 and placed_7 is not null)
    or ($slot = 8 and placed_8 is not null)
