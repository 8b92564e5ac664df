-- A number for each table that every value in it has a part in; the store is read for it whole.
--
-- reads: answer, area, area_alias, area_set, break_point, category_scale, checksum,
--        crosswalk, designation, erasure, estimate, goal, incident, incident_area,
--        incident_count, indicator, indicator_definition, intervention, load, place,
--        population, reject, release, schema_version, setting
-- gives: table_name, all_values?

select
    'answer' as table_name,
    bit_xor(hash(answer)) as all_values
from answer
union all
select
    'area' as table_name,
    bit_xor(hash(area)) as all_values
from area
union all
select
    'area_alias' as table_name,
    bit_xor(hash(area_alias)) as all_values
from area_alias
union all
select
    'area_set' as table_name,
    bit_xor(hash(area_set)) as all_values
from area_set
union all
select
    'break_point' as table_name,
    bit_xor(hash(break_point)) as all_values
from break_point
union all
select
    'category_scale' as table_name,
    bit_xor(hash(category_scale)) as all_values
from category_scale
union all
select
    'checksum' as table_name,
    bit_xor(hash(checksum)) as all_values
from checksum
union all
select
    'crosswalk' as table_name,
    bit_xor(hash(crosswalk)) as all_values
from crosswalk
union all
select
    'designation' as table_name,
    bit_xor(hash(designation)) as all_values
from designation
union all
select
    'erasure' as table_name,
    bit_xor(hash(erasure)) as all_values
from erasure
union all
select
    'estimate' as table_name,
    bit_xor(hash(estimate)) as all_values
from estimate
union all
select
    'goal' as table_name,
    bit_xor(hash(goal)) as all_values
from goal
union all
select
    'incident' as table_name,
    bit_xor(hash(incident)) as all_values
from incident
union all
select
    'incident_area' as table_name,
    bit_xor(hash(incident_area)) as all_values
from incident_area
union all
select
    'incident_count' as table_name,
    bit_xor(hash(incident_count)) as all_values
from incident_count
union all
select
    'indicator' as table_name,
    bit_xor(hash(indicator)) as all_values
from indicator
union all
select
    'indicator_definition' as table_name,
    bit_xor(hash(indicator_definition)) as all_values
from indicator_definition
union all
select
    'intervention' as table_name,
    bit_xor(hash(intervention)) as all_values
from intervention
union all
select
    'load' as table_name,
    bit_xor(hash(load)) as all_values
from load
union all
select
    'place' as table_name,
    bit_xor(hash(place)) as all_values
from place
union all
select
    'population' as table_name,
    bit_xor(hash(population)) as all_values
from population
union all
select
    'reject' as table_name,
    bit_xor(hash(reject)) as all_values
from reject
union all
select
    'release' as table_name,
    bit_xor(hash(release)) as all_values
from release
union all
select
    'schema_version' as table_name,
    bit_xor(hash(schema_version)) as all_values
from schema_version
union all
select
    'setting' as table_name,
    bit_xor(hash(setting)) as all_values
from setting
order by table_name
