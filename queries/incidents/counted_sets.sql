-- What tables of counts give, one row a set and category; a category is empty where it is all of
-- them.
--
-- n_groups: rows of groups. n_incidents: the sum of the counts of areas, whatever their periods.
--
-- reads: active_incident_count
-- gives: set_name, category, n_rows, n_groups, n_incidents, first_year, last_year

select
    set_name,
    coalesce(category, '') as category,
    count(*) filter (where group_key = '') as n_rows,
    count(*) filter (where group_key != '') as n_groups,
    cast(
        coalesce(sum(n) filter (where group_key = '' and area_code != '*'), 0) as bigint
    ) as n_incidents,
    min(year) as first_year,
    max(year) as last_year
from active_incident_count
group by set_name, category
order by set_name asc, category asc
