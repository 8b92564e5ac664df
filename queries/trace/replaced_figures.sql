-- What loads that have been replaced gave as one figure; newest load first.
--
-- $set_name: the area set
-- $area_code: the area; * is the city
-- $indicator: the indicator
-- $year: the year
-- $edition: the edition, or null where the figure has none
-- $group_key: the group, '' for everybody
-- $part: the part of the year, '' for whole years
-- reads: estimate, load
-- gives: load_id, row_number, percent?, decimals?

select
    estimate.load_id,
    estimate.row_number,
    estimate.percent,
    estimate.decimals
from estimate
inner join load on estimate.load_id = load.load_id
where
    load.superseded_by is not null
    and estimate.set_name = $set_name
    and estimate.area_code = $area_code
    and estimate.indicator = $indicator
    and estimate.year = $year
    and estimate.edition is not distinct from $edition
    and estimate.group_key = $group_key
    and estimate.part = $part
order by estimate.load_id desc, estimate.row_number asc
