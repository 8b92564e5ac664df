-- Cleared counts of one set, category and group of people, one row an area and period.
--
-- audience: public
-- $set_name: the set
-- $category: the category, '' for all of them together
-- $group_key: the group, '' for everybody
-- reads: cleared_count(set_name, area_code, category, group_key, period, n_low, n_high, figure,
--        printed)
-- gives: area_code, period, n_low, n_high, figure?, printed

select
    area_code,
    period,
    n_low,
    n_high,
    figure,
    printed
from cleared_count
where
    set_name = $set_name
    and category = $category
    and group_key = $group_key
order by area_code asc, period asc
