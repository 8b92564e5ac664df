-- Shares of people above 100 per cent; one row per figure.
--
-- $set_name: one area set, or null for all
-- reads: active_estimate, indicator
-- gives: set_name, area_code, indicator, year, percent, decimals?, load_id, row_number

select
    active_estimate.set_name,
    active_estimate.area_code,
    active_estimate.indicator,
    active_estimate.year,
    active_estimate.percent,
    active_estimate.decimals,
    active_estimate.load_id,
    active_estimate.row_number
from active_estimate
inner join indicator on active_estimate.indicator = indicator.indicator
where
    indicator.measure = 'share'
    and active_estimate.percent > 100
    and ($set_name is null or active_estimate.set_name = $set_name)
order by
    active_estimate.set_name asc, active_estimate.area_code asc, active_estimate.year asc,
    active_estimate.indicator asc, active_estimate.load_id asc, active_estimate.row_number asc
