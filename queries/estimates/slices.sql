-- Groups and parts of years of which there are figures, one row a pair, everybody first.
--
-- reads: active_figure(group_key, part)
-- gives: group_key, part
-- audience: public

select distinct
    group_key,
    part
from active_figure
order by
    group_key asc,
    part asc
