-- Store what a release is made from: policy targets.
--
-- reads: new_goal(load_id, row_number, goal, programme, rule_da, rule_en, scope, indicator,
-- comparison, value, baseline_year, chosen_by, chosen_areas, first_year, deadline, note, origin,
-- note_en, group_key, against_group_key)
-- changes: goal

insert into goal by name
select *
from new_goal
