-- Which counts are cleared and may be printed: sets, categories, groups and periods.
--
-- audience: public
-- reads: cleared_count(set_name, category, group_key, period, printed)
-- gives: set_name, category, group_key, period

select distinct
    set_name,
    category,
    group_key,
    period
from cleared_count
where printed
order by set_name asc, category asc, group_key asc, period asc
