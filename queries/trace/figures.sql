-- Figures of one area with all that is stored of them, every edition, newest edition first.
--
-- $set_name: the area set
-- $area_code: the area; * is the city
-- $indicator: the indicator, or the series; null for all
-- $year_1: one year
-- $year_2: another year, or null
-- $group_key: the group, '' for everybody
-- $part: the part of the year, '' for whole years
-- reads: active_figure, indicator
-- gives: load_id, row_number, area_code, indicator, measure, year, edition?, supplier?, percent?,
--        decimals?, n?, n_eff?, category?, score?, survey_period?, police_period?, counted?,
--        published_light?, published_against?, published_change_pp?, withheld?, se_pp?, low?,
--        high?

select
    active_figure.load_id,
    active_figure.row_number,
    active_figure.area_code,
    active_figure.indicator,
    indicator.measure,
    active_figure.year,
    active_figure.edition,
    active_figure.supplier,
    active_figure.percent,
    active_figure.decimals,
    active_figure.n,
    active_figure.n_eff,
    active_figure.category,
    active_figure.score,
    active_figure.survey_period,
    active_figure.police_period,
    active_figure.counted,
    active_figure.published_light,
    active_figure.published_against,
    active_figure.published_change_pp,
    active_figure.withheld,
    active_figure.se_pp,
    active_figure.low,
    active_figure.high
from active_figure
inner join indicator on active_figure.indicator = indicator.indicator
where
    active_figure.set_name = $set_name
    and active_figure.area_code = $area_code
    and ($indicator is null or $indicator in (indicator.indicator, indicator.series))
    and active_figure.year in ($year_1, $year_2)
    and active_figure.group_key = $group_key
    and active_figure.part = $part
order by
    active_figure.year asc,
    active_figure.edition desc nulls last,
    active_figure.indicator asc,
    active_figure.load_id asc,
    active_figure.row_number asc
