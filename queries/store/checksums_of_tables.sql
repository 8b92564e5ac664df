-- How many rows whole tables hold, and a checksum of all that stands in them.
--
-- The hash of a row joins those of its cells by an exclusive or: only hashed again do two rows
-- with the same change not cancel each other out.
-- A branch of a table that is not asked for costs nothing. The query is asked of stores that lack
-- the newest steps of the schema too, before they are brought up to date.
-- The mark of a change that is under way is left out: it comes and goes beside the loads.
--
-- $tables: the tables that are asked for
-- $first_incident, $last_incident: the keys that are asked for of the table of incidents
-- $first_placed, $last_placed: the keys that are asked for of the places of incidents
-- reads: load, reject, setting, area_set, area, area_alias, indicator, indicator_definition,
--        estimate, answer, population, incident_count, break_point, category_scale, crosswalk,
--        intervention, designation, goal, place, incident, incident_area, release
-- gives: table_name, n_rows, checksum?
-- audience: public

select
    'load' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(load))) as checksum
from load
where list_contains($tables, 'load')
union all
select
    'reject' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(reject))) as checksum
from reject
where list_contains($tables, 'reject')
union all
select
    'setting' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(setting))) as checksum
from setting
where
    list_contains($tables, 'setting')
    and name != 'change_under_way'
union all
select
    'area_set' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(area_set))) as checksum
from area_set
where list_contains($tables, 'area_set')
union all
select
    'area' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(area))) as checksum
from area
where list_contains($tables, 'area')
union all
select
    'area_alias' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(area_alias))) as checksum
from area_alias
where list_contains($tables, 'area_alias')
union all
select
    'indicator' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(indicator))) as checksum
from indicator
where list_contains($tables, 'indicator')
union all
select
    'indicator_definition' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(indicator_definition))) as checksum
from indicator_definition
where list_contains($tables, 'indicator_definition')
union all
select
    'estimate' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(estimate))) as checksum
from estimate
where list_contains($tables, 'estimate')
union all
select
    'answer' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(answer))) as checksum
from answer
where list_contains($tables, 'answer')
union all
select
    'population' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(population))) as checksum
from population
where list_contains($tables, 'population')
union all
select
    'incident_count' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(incident_count))) as checksum
from incident_count
where list_contains($tables, 'incident_count')
union all
select
    'break_point' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(break_point))) as checksum
from break_point
where list_contains($tables, 'break_point')
union all
select
    'category_scale' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(category_scale))) as checksum
from category_scale
where list_contains($tables, 'category_scale')
union all
select
    'crosswalk' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(crosswalk))) as checksum
from crosswalk
where list_contains($tables, 'crosswalk')
union all
select
    'intervention' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(intervention))) as checksum
from intervention
where list_contains($tables, 'intervention')
union all
select
    'designation' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(designation))) as checksum
from designation
where list_contains($tables, 'designation')
union all
select
    'goal' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(goal))) as checksum
from goal
where list_contains($tables, 'goal')
union all
select
    'place' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(place))) as checksum
from place
where list_contains($tables, 'place')
union all
select
    'incident' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(incident))) as checksum
from incident
where
    list_contains($tables, 'incident')
    and incident_key between $first_incident and $last_incident
union all
select
    'incident_area' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(incident_area))) as checksum
from incident_area
where
    list_contains($tables, 'incident_area')
    and incident_key between $first_placed and $last_placed
union all
select
    'release' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(release))) as checksum
from release
where list_contains($tables, 'release')
order by table_name
