-- Store cleared counts.
--
-- reads: new_cleared_count(set_name, area_code, category, group_key, period, n_low, n_high,
--        figure, printed)
-- changes: cleared_count

insert into cleared_count by name
select *
from new_cleared_count
