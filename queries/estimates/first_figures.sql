-- The first figures of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: estimate, active_area
-- gives: row_number, area_code, area_name?, period, indicator, group_key?, edition?,
--        percent?, n?, n_eff?, counted?, category?, score?, withheld?, supplier?

select
    estimate.row_number,
    estimate.area_code,
    active_area.area_name,
    concat_ws('-', estimate.year, nullif(estimate.part, '')) as period,
    estimate.indicator,
    nullif(estimate.group_key, '') as group_key,
    estimate.edition,
    estimate.percent,
    estimate.n,
    estimate.n_eff,
    estimate.counted,
    estimate.category,
    estimate.score,
    estimate.withheld,
    estimate.supplier
from estimate
left join active_area
    on estimate.set_name = active_area.set_name and estimate.area_code = active_area.code
where estimate.load_id = $load_id
order by
    estimate.row_number asc,
    estimate.year asc,
    estimate.part asc,
    estimate.indicator asc,
    estimate.group_key asc
limit 5
