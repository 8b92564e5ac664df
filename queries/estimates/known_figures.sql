-- Which of the new figures other loads already give, by the row that gives them anew.
--
-- $set_name: the set
-- reads: active_figure, new_estimates(row_number, area_code, indicator, year, part,
--        group_key, edition, percent, n, n_eff, category, score, counted, withheld,
--        published_light)
-- gives: row_number, load_id, stored_value?, new_value?, is_same, stored_supplier?

select
    new_estimates.row_number,
    min(active_figure.load_id) as load_id,
    min(active_figure.percent) as stored_value,
    min(new_estimates.percent) as new_value,
    bool_and(
        active_figure.percent is not distinct from new_estimates.percent
        and active_figure.n is not distinct from new_estimates.n
        and active_figure.n_eff is not distinct from new_estimates.n_eff
        and active_figure.category is not distinct from new_estimates.category
        and active_figure.score is not distinct from new_estimates.score
        and active_figure.counted is not distinct from new_estimates.counted
        and active_figure.withheld is not distinct from new_estimates.withheld
        and active_figure.published_light is not distinct from new_estimates.published_light
    ) as is_same,
    min(active_figure.supplier) as stored_supplier
from new_estimates
inner join active_figure
    on
        new_estimates.area_code = active_figure.area_code
        and new_estimates.indicator = active_figure.indicator
        and new_estimates.year = active_figure.year
        and new_estimates.part = active_figure.part
        and new_estimates.group_key = active_figure.group_key
        and new_estimates.edition is not distinct from active_figure.edition
where active_figure.set_name = $set_name
group by new_estimates.row_number
order by new_estimates.row_number asc
