-- Which of the new figures other loads already give, by the row that gives them anew.
--
-- $set_name: the set
-- reads: active_estimate, new_estimates(row_number, area_code, indicator, year, edition,
--        percent, n, n_eff, category, score, counted, withheld, published_light)
-- gives: row_number, load_id, stored_value?, new_value?, is_same

select
    new_estimates.row_number,
    min(active_estimate.load_id) as load_id,
    min(active_estimate.percent) as stored_value,
    min(new_estimates.percent) as new_value,
    bool_and(
        active_estimate.percent is not distinct from new_estimates.percent
        and active_estimate.n is not distinct from new_estimates.n
        and active_estimate.n_eff is not distinct from new_estimates.n_eff
        and active_estimate.category is not distinct from new_estimates.category
        and active_estimate.score is not distinct from new_estimates.score
        and active_estimate.counted is not distinct from new_estimates.counted
        and active_estimate.withheld is not distinct from new_estimates.withheld
        and active_estimate.published_light is not distinct from new_estimates.published_light
    ) as is_same
from new_estimates
inner join active_estimate
    on
        new_estimates.area_code = active_estimate.area_code
        and new_estimates.indicator = active_estimate.indicator
        and new_estimates.year = active_estimate.year
        and new_estimates.edition is not distinct from active_estimate.edition
where active_estimate.set_name = $set_name
group by new_estimates.row_number
order by new_estimates.row_number asc
