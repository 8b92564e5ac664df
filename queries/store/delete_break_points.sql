-- Take out the breaks that a new store knows, so that those of another one can come in.
--
-- changes: break_point

delete from break_point
