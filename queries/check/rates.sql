-- Rates per 1,000 with the count behind them; the newest edition of each area, year, indicator.
--
-- Residents, where they are loaded for the same area and year, stand beside them.
--
-- $set_name: one area set, or null for all
-- reads: active_estimate, active_population, indicator
-- gives: set_name, area_code, indicator, year, percent, decimals?, counted, population?, load_id,
--        row_number

select
    active_estimate.set_name,
    active_estimate.area_code,
    active_estimate.indicator,
    active_estimate.year,
    active_estimate.percent,
    active_estimate.decimals,
    active_estimate.counted,
    active_population.population,
    active_estimate.load_id,
    active_estimate.row_number
from active_estimate
inner join indicator on active_estimate.indicator = indicator.indicator
left join active_population
    on
        active_estimate.set_name = active_population.set_name
        and active_estimate.area_code = active_population.area_code
        and active_estimate.year = active_population.year
where
    indicator.measure = 'per_1000'
    and active_estimate.percent > 0
    and active_estimate.counted > 0
    and ($set_name is null or active_estimate.set_name = $set_name)
qualify
    row_number() over (
        partition by
            active_estimate.set_name, active_estimate.area_code, active_estimate.indicator,
            active_estimate.year
        order by
            active_estimate.edition desc nulls last,
            active_estimate.load_id desc,
            active_estimate.row_number desc
    ) = 1
order by
    active_estimate.set_name asc, active_estimate.area_code asc, active_estimate.year asc,
    active_estimate.indicator asc
