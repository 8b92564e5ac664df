-- Every figure that counts, with its whole identity.
--
-- $indicator: one indicator, or null for all
-- reads: active_estimate, active_area, indicator, load
-- gives: set, area, indicator, definition_da?, definition_en?, year, edition?, supplier?,
--        survey_period?, police_period?, percent?, decimals?, n?, n_eff?, counted?, low?, high?,
--        category?, score?, published_light?, published_against?, published_change_pp?, withheld?,
--        load, file, row

select
    active_estimate.set_name as set,
    active_estimate.area_code as area,
    active_estimate.indicator,
    indicator.definition_da,
    indicator.definition_en,
    active_estimate.year,
    active_estimate.edition,
    active_estimate.supplier,
    active_estimate.survey_period,
    active_estimate.police_period,
    active_estimate.percent,
    active_estimate.decimals,
    active_estimate.n,
    active_estimate.n_eff,
    active_estimate.counted,
    active_estimate.low,
    active_estimate.high,
    active_estimate.category,
    active_estimate.score,
    active_estimate.published_light,
    active_estimate.published_against,
    active_estimate.published_change_pp,
    active_estimate.withheld,
    active_estimate.load_id as load,
    load.file_name as file,
    active_estimate.row_number as row
from active_estimate
left join indicator on active_estimate.indicator = indicator.indicator
left join active_area
    on
        active_estimate.set_name = active_area.set_name
        and active_estimate.area_code = active_area.code
inner join load on active_estimate.load_id = load.load_id
where $indicator is null or active_estimate.indicator = $indicator
order by
    active_estimate.set_name asc, active_estimate.indicator asc,
    active_area.code_order asc nulls first, active_estimate.area_code asc,
    active_estimate.year asc, active_estimate.edition asc nulls first,
    active_estimate.load_id asc, active_estimate.row_number asc
