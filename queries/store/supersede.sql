-- Let a load take the place of an earlier one, whose rows then no longer count.
--
-- $load_id: the new load
-- $replaced: the earlier load
-- changes: load(superseded_by)

update load
set superseded_by = $load_id
where load_id = $replaced
