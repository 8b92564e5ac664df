-- Pairs of indicators of one set that both have figures of the same area, year and edition.
--
-- spelled_alike: their names differ only in marks, blanks and case.
--
-- $set_name: one area set, or null for all
-- reads: active_estimate, indicator
-- gives: set_name, indicator, other, spelled_alike, n_common, n_equal, n_values, load_id,
--        row_number

with figures as (
    select
        active_estimate.*,
        indicator.measure,
        regexp_replace(lower(indicator.indicator), '[^[:alnum:]æøå]', '', 'g') as bare_name
    from active_estimate
    inner join indicator on active_estimate.indicator = indicator.indicator
    where
        active_estimate.percent is not null
        and ($set_name is null or active_estimate.set_name = $set_name)
)

select
    figures.set_name,
    figures.indicator,
    others.indicator as other,
    figures.bare_name = others.bare_name as spelled_alike,
    count(*) as n_common,
    count(*) filter (where figures.percent = others.percent) as n_equal,
    count(distinct figures.percent) as n_values,
    min(others.load_id) as load_id,
    arg_min(others.row_number, (others.load_id, others.row_number)) as row_number
from figures
inner join figures as others
    on
        figures.set_name = others.set_name
        and figures.area_code = others.area_code
        and figures.year = others.year
        and figures.edition is not distinct from others.edition
        and figures.measure = others.measure
        and figures.indicator < others.indicator
group by figures.set_name, figures.indicator, others.indicator, spelled_alike
order by figures.set_name asc, figures.indicator asc, others.indicator asc
