-- How many figures and residents there are of groups and of parts of years; one row for each set,
-- indicator, group and part.
--
-- reads: active_figure, active_residents
-- gives: thing, set_name, label?, group_key, part, n_rows, first, last

select
    'figures' as thing,
    set_name,
    indicator as label,
    group_key,
    part,
    count(*) as n_rows,
    min(year) as first,
    max(year) as last
from active_figure
where group_key != '' or part != ''
group by set_name, indicator, group_key, part
union all
select
    'population' as thing,
    set_name,
    null as label,
    group_key,
    part,
    count(*) as n_rows,
    min(year) as first,
    max(year) as last
from active_residents
where group_key != '' or part != ''
group by set_name, group_key, part
order by thing asc, set_name asc, label asc nulls first, group_key asc, part asc
