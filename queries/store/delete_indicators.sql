-- Take out the indicators that a new store knows, so that those of another one can come in.
--
-- changes: indicator

delete from indicator
