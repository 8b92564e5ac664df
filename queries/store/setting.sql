-- A choice made once for the store; one row, or none.
--
-- $name: which choice
-- reads: setting(name, value)
-- gives: value
-- audience: public

select value
from setting
where name = $name
