-- Breaks in what is counted that have figures of one set and series on both sides.
--
-- load_id and row_number are those of the first figure after the break.
--
-- $set_name: one area set, or null for all
-- reads: active_break_point, active_estimate, indicator
-- gives: set_name, series, year, last_before, first_after, n_before, n_after, text_da, text_en,
--        load_id, row_number

with figures as (
    select
        active_estimate.*,
        coalesce(indicator.series, indicator.indicator) as series
    from active_estimate
    inner join indicator on active_estimate.indicator = indicator.indicator
    where $set_name is null or active_estimate.set_name = $set_name
),

crossed as (
    select
        figures.set_name,
        figures.series,
        figures.year as data_year,
        figures.load_id,
        figures.row_number,
        active_break_point.year,
        active_break_point.text_da,
        active_break_point.text_en,
        figures.year >= active_break_point.year as is_after
    from active_break_point
    inner join figures
        on
            active_break_point.indicator in ('*', figures.indicator, figures.series)
            and coalesce(active_break_point.set_name, figures.set_name) = figures.set_name
            and coalesce(active_break_point.area_code, figures.area_code) = figures.area_code
    where active_break_point.kind = 'definition'
)

select
    set_name,
    series,
    year,
    max(data_year) filter (where not is_after) as last_before,
    min(data_year) filter (where is_after) as first_after,
    count(*) filter (where not is_after) as n_before,
    count(*) filter (where is_after) as n_after,
    text_da,
    text_en,
    arg_min(load_id, (data_year, load_id, row_number)) filter (where is_after) as load_id,
    arg_min(row_number, (data_year, load_id, row_number)) filter (where is_after) as row_number
from crossed
group by set_name, series, year, text_da, text_en
having bool_or(is_after) and not bool_and(is_after)
order by set_name asc, series asc, year asc, text_da asc, text_en asc
