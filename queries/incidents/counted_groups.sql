-- Groups of people that tables of counts tell apart, one row a set, category and group; a category
-- is empty where it is all of them.
--
-- reads: active_incident_count
-- gives: set_name, category, group_key, last_year

select
    set_name,
    coalesce(category, '') as category,
    group_key,
    max(year) as last_year
from active_incident_count
where group_key != ''
group by set_name, category, group_key
order by set_name asc, category asc, group_key asc
