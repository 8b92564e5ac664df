-- Figures of one indicator, or of all indicators of a series, every edition; the city is area *.
--
-- $set_name: the area set
-- $indicator: the indicator, or the series
-- $year_1: one year only, or null
-- $year_2: another year, or null; with both null figures of all years are given
-- $edition: one edition only, or null for all
-- reads: active_estimate, indicator
-- gives: area_code, indicator, year, edition?, supplier?, survey_period?, percent?, decimals?, n?,
--        n_eff?, counted?, category?, withheld?, published_light?, published_against?, load_id,
--        row_number

select
    active_estimate.area_code,
    active_estimate.indicator,
    active_estimate.year,
    active_estimate.edition,
    active_estimate.supplier,
    active_estimate.survey_period,
    active_estimate.percent,
    active_estimate.decimals,
    active_estimate.n,
    active_estimate.n_eff,
    active_estimate.counted,
    active_estimate.category,
    active_estimate.withheld,
    active_estimate.published_light,
    active_estimate.published_against,
    active_estimate.load_id,
    active_estimate.row_number
from active_estimate
inner join indicator on active_estimate.indicator = indicator.indicator
where
    active_estimate.set_name = $set_name
    and $indicator in (indicator.indicator, indicator.series)
    and (
        ($year_1 is null and $year_2 is null)
        or active_estimate.year in ($year_1, $year_2)
    )
    and ($edition is null or active_estimate.edition = $edition)
order by
    active_estimate.area_code asc,
    active_estimate.year asc,
    active_estimate.edition asc nulls first,
    active_estimate.indicator asc,
    active_estimate.load_id asc,
    active_estimate.row_number asc
