-- Take back what was kept under a name.
--
-- $name: which choice
-- reads: setting(name)
-- changes: setting

delete from setting
where name = $name
