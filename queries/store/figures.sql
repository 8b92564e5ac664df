-- Every figure that counts, of every group and part of a year, with its whole identity.
--
-- $indicator: one indicator, or null for all
-- reads: active_figure, active_area, indicator, load
-- gives: set, area, indicator, measure?, group_key, part, definition_da?, definition_en?, year,
--        edition?, supplier?, survey_period?, police_period?, percent?, decimals?, n?, n_eff?,
--        counted?, low?, high?, category?, score?, published_light?, published_against?,
--        published_change_pp?, withheld?, load, file, row

select
    active_figure.set_name as set,
    active_figure.area_code as area,
    active_figure.indicator,
    indicator.measure,
    active_figure.group_key,
    active_figure.part,
    indicator.definition_da,
    indicator.definition_en,
    active_figure.year,
    active_figure.edition,
    active_figure.supplier,
    active_figure.survey_period,
    active_figure.police_period,
    active_figure.percent,
    active_figure.decimals,
    active_figure.n,
    active_figure.n_eff,
    active_figure.counted,
    active_figure.low,
    active_figure.high,
    active_figure.category,
    active_figure.score,
    active_figure.published_light,
    active_figure.published_against,
    active_figure.published_change_pp,
    active_figure.withheld,
    active_figure.load_id as load,
    load.file_name as file,
    active_figure.row_number as row
from active_figure
left join indicator on active_figure.indicator = indicator.indicator
left join active_area
    on
        active_figure.set_name = active_area.set_name
        and active_figure.area_code = active_area.code
inner join load on active_figure.load_id = load.load_id
where $indicator is null or active_figure.indicator = $indicator
order by
    active_figure.set_name asc, active_figure.indicator asc,
    active_area.code_order asc nulls first, active_figure.area_code asc,
    active_figure.year asc, active_figure.part asc, active_figure.group_key asc,
    active_figure.edition asc nulls first,
    active_figure.load_id asc, active_figure.row_number asc
