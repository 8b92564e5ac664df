-- Codes that figures of a set use and its new version lacks; none where all is well.
--
-- $set_name: the set
-- reads: active_estimate, active_population, new_areas(code)
-- gives: area_code

with used_codes as (
    select area_code
    from active_estimate
    where set_name = $set_name
    union
    select area_code
    from active_population
    where set_name = $set_name
)

select used_codes.area_code
from used_codes
anti join new_areas on used_codes.area_code = new_areas.code
where used_codes.area_code != '*'
order by used_codes.area_code asc
