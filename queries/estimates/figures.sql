-- Figures of one indicator, or of all indicators of a series, every edition; the city is area *.
--
-- $set_name: the area set
-- $indicator: the indicator, or the series
-- $year_1: one year only, or null
-- $year_2: another year, or null; with both null figures of all years are given
-- $edition: one edition only, or null for all
-- $group_key: the group, '' for everybody
-- $part: the part of the year, '' for whole years
-- reads: active_figure, indicator
-- gives: area_code, indicator, year, part, edition?, supplier?, survey_period?, percent?,
--        decimals?, n?, n_eff?, counted?, category?, withheld?, published_light?,
--        published_against?, load_id, row_number
-- audience: public

select
    active_figure.area_code,
    active_figure.indicator,
    active_figure.year,
    active_figure.part,
    active_figure.edition,
    active_figure.supplier,
    active_figure.survey_period,
    active_figure.percent,
    active_figure.decimals,
    active_figure.n,
    active_figure.n_eff,
    active_figure.counted,
    active_figure.category,
    active_figure.withheld,
    active_figure.published_light,
    active_figure.published_against,
    active_figure.load_id,
    active_figure.row_number
from active_figure
inner join indicator on active_figure.indicator = indicator.indicator
where
    active_figure.set_name = $set_name
    and active_figure.group_key = $group_key
    and active_figure.part = $part
    and $indicator in (indicator.indicator, indicator.series)
    and (
        ($year_1 is null and $year_2 is null)
        or active_figure.year in ($year_1, $year_2)
    )
    and ($edition is null or active_figure.edition = $edition)
order by
    active_figure.area_code asc,
    active_figure.year asc,
    active_figure.edition asc nulls first,
    active_figure.indicator asc,
    active_figure.load_id asc,
    active_figure.row_number asc
