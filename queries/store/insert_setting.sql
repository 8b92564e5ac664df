-- Keep a choice made once for the store.
--
-- $name: which choice
-- $value: what was chosen
-- changes: setting

insert into setting (name, value)
values ($name, $value)
