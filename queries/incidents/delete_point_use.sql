-- Forget on how many points the rows of loads lie.
--
-- $load_ids: the loads
-- changes: point_use

delete from point_use
where list_contains($load_ids, load_id)
