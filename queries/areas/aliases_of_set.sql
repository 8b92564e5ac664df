-- The other names of a set's areas, one row for each, the last that was given at the end.
--
-- A name outlives the load that brought it: it was given once for all later loads.
--
-- $set_name: the set
-- reads: area_alias
-- gives: alias, area_code
-- audience: public

select
    alias,
    arg_max(area_code, load_id) as area_code
from area_alias
where set_name = $set_name
group by alias
order by max(load_id) asc, alias asc
