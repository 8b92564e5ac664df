-- Which of its tables of record a store has rows in; none where nothing was ever stored.
--
-- reads: load, release
-- gives: table_name

select 'load' as table_name
where exists (select 1 from load)
union all
select 'release' as table_name
where exists (select 1 from release)
order by table_name
