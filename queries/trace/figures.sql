-- Figures of one area with all that is stored of them, every edition, newest edition first.
--
-- $set_name: the area set
-- $area_code: the area; * is the city
-- $indicator: the indicator, or the series; null for all
-- $year_1: one year
-- $year_2: another year, or null
-- reads: active_estimate, indicator
-- gives: load_id, row_number, area_code, indicator, measure, year, edition?, supplier?, percent?,
--        decimals?, n?, n_eff?, category?, score?, survey_period?, police_period?, counted?,
--        published_light?, published_against?, published_change_pp?, withheld?, se_pp?, low?,
--        high?

select
    active_estimate.load_id,
    active_estimate.row_number,
    active_estimate.area_code,
    active_estimate.indicator,
    indicator.measure,
    active_estimate.year,
    active_estimate.edition,
    active_estimate.supplier,
    active_estimate.percent,
    active_estimate.decimals,
    active_estimate.n,
    active_estimate.n_eff,
    active_estimate.category,
    active_estimate.score,
    active_estimate.survey_period,
    active_estimate.police_period,
    active_estimate.counted,
    active_estimate.published_light,
    active_estimate.published_against,
    active_estimate.published_change_pp,
    active_estimate.withheld,
    active_estimate.se_pp,
    active_estimate.low,
    active_estimate.high
from active_estimate
inner join indicator on active_estimate.indicator = indicator.indicator
where
    active_estimate.set_name = $set_name
    and active_estimate.area_code = $area_code
    and ($indicator is null or $indicator in (indicator.indicator, indicator.series))
    and active_estimate.year in ($year_1, $year_2)
order by
    active_estimate.year asc,
    active_estimate.edition desc nulls last,
    active_estimate.indicator asc,
    active_estimate.load_id asc,
    active_estimate.row_number asc
