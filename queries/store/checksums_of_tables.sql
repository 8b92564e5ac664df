-- How many rows whole tables hold, and a checksum of all that stands in them.
--
-- The hash of a row joins those of its cells by an exclusive or: only hashed again do two rows
-- with the same change not cancel each other out.
-- The alias is needed: some tables have a column of their own name, which would be hashed alone.
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

-- noqa: disable=AL05

select
    'load' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from load as whole_rows
where list_contains($tables, 'load')
union all
select
    'reject' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from reject as whole_rows
where list_contains($tables, 'reject')
union all
select
    'setting' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from setting as whole_rows
where
    list_contains($tables, 'setting')
    and name != 'change_under_way'
union all
select
    'area_set' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from area_set as whole_rows
where list_contains($tables, 'area_set')
union all
select
    'area' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from area as whole_rows
where list_contains($tables, 'area')
union all
select
    'area_alias' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from area_alias as whole_rows
where list_contains($tables, 'area_alias')
union all
select
    'indicator' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from indicator as whole_rows
where list_contains($tables, 'indicator')
union all
select
    'indicator_definition' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from indicator_definition as whole_rows
where list_contains($tables, 'indicator_definition')
union all
select
    'estimate' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from estimate as whole_rows
where list_contains($tables, 'estimate')
union all
select
    'answer' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from answer as whole_rows
where list_contains($tables, 'answer')
union all
select
    'population' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from population as whole_rows
where list_contains($tables, 'population')
union all
select
    'incident_count' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from incident_count as whole_rows
where list_contains($tables, 'incident_count')
union all
select
    'break_point' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from break_point as whole_rows
where list_contains($tables, 'break_point')
union all
select
    'category_scale' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from category_scale as whole_rows
where list_contains($tables, 'category_scale')
union all
select
    'crosswalk' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from crosswalk as whole_rows
where list_contains($tables, 'crosswalk')
union all
select
    'intervention' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from intervention as whole_rows
where list_contains($tables, 'intervention')
union all
select
    'designation' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from designation as whole_rows
where list_contains($tables, 'designation')
union all
select
    'goal' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from goal as whole_rows
where list_contains($tables, 'goal')
union all
select
    'place' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from place as whole_rows
where list_contains($tables, 'place')
union all
select
    'incident' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from incident as whole_rows
where
    list_contains($tables, 'incident')
    and incident_key between $first_incident and $last_incident
union all
select
    'incident_area' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from incident_area as whole_rows
where
    list_contains($tables, 'incident_area')
    and incident_key between $first_placed and $last_placed
union all
select
    'release' as table_name,
    count(*) as n_rows,
    bit_xor(hash(hash(whole_rows))) as checksum
from release as whole_rows
where list_contains($tables, 'release')
order by table_name
