-- Area sets that have figures, scores or categories; one row per set.
--
-- reads: active_figure, active_area_set
-- gives: set_name
-- audience: public

select distinct active_area_set.set_name
from active_area_set
inner join active_figure on active_area_set.set_name = active_figure.set_name
order by active_area_set.set_name asc
