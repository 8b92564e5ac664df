-- Shares of people above 100 per cent; one row per figure.
--
-- $set_name: one area set, or null for all
-- reads: active_figure, indicator
-- gives: set_name, area_code, indicator, group_key, year, part, percent, decimals?, load_id,
--        row_number

select
    active_figure.set_name,
    active_figure.area_code,
    active_figure.indicator,
    active_figure.group_key,
    active_figure.year,
    active_figure.part,
    active_figure.percent,
    active_figure.decimals,
    active_figure.load_id,
    active_figure.row_number
from active_figure
inner join indicator on active_figure.indicator = indicator.indicator
where
    indicator.measure = 'share'
    and active_figure.percent > 100
    and ($set_name is null or active_figure.set_name = $set_name)
order by
    active_figure.set_name asc, active_figure.area_code asc, active_figure.year asc,
    active_figure.indicator asc, active_figure.group_key asc, active_figure.part asc,
    active_figure.load_id asc, active_figure.row_number asc
