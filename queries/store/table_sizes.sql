-- How many rows each table has, which DuckDB knows without reading them.
--
-- reads: load, reject, setting, area_set, area, area_alias, indicator, indicator_definition,
--        estimate, answer, population, incident_count, break_point, category_scale, crosswalk,
--        intervention, designation, goal, place, incident, incident_area, release
-- gives: table_name, n_rows
-- audience: public

select
    'load' as table_name,
    count(*) as n_rows
from load
union all
select
    'reject' as table_name,
    count(*) as n_rows
from reject
union all
select
    'setting' as table_name,
    count(*) as n_rows
from setting
where name != 'change_under_way'
union all
select
    'area_set' as table_name,
    count(*) as n_rows
from area_set
union all
select
    'area' as table_name,
    count(*) as n_rows
from area
union all
select
    'area_alias' as table_name,
    count(*) as n_rows
from area_alias
union all
select
    'indicator' as table_name,
    count(*) as n_rows
from indicator
union all
select
    'indicator_definition' as table_name,
    count(*) as n_rows
from indicator_definition
union all
select
    'estimate' as table_name,
    count(*) as n_rows
from estimate
union all
select
    'answer' as table_name,
    count(*) as n_rows
from answer
union all
select
    'population' as table_name,
    count(*) as n_rows
from population
union all
select
    'incident_count' as table_name,
    count(*) as n_rows
from incident_count
union all
select
    'break_point' as table_name,
    count(*) as n_rows
from break_point
union all
select
    'category_scale' as table_name,
    count(*) as n_rows
from category_scale
union all
select
    'crosswalk' as table_name,
    count(*) as n_rows
from crosswalk
union all
select
    'intervention' as table_name,
    count(*) as n_rows
from intervention
union all
select
    'designation' as table_name,
    count(*) as n_rows
from designation
union all
select
    'goal' as table_name,
    count(*) as n_rows
from goal
union all
select
    'place' as table_name,
    count(*) as n_rows
from place
union all
select
    'incident' as table_name,
    count(*) as n_rows
from incident
union all
select
    'incident_area' as table_name,
    count(*) as n_rows
from incident_area
union all
select
    'release' as table_name,
    count(*) as n_rows
from release
order by table_name
