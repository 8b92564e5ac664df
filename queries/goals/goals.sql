-- Goals that count, in the order in which they were loaded.
--
-- reads: active_goal
-- gives: load_id, goal, programme, rule_da, rule_en, scope, indicator, comparison, value?,
--        baseline_year?, chosen_by?, chosen_areas?, first_year?, deadline, note?, note_en?,
--        origin, group_key, against_group_key?
-- audience: public

select
    load_id,
    goal,
    programme,
    rule_da,
    rule_en,
    scope,
    indicator,
    comparison,
    value,
    baseline_year,
    chosen_by,
    chosen_areas,
    first_year,
    deadline,
    note,
    note_en,
    origin,
    group_key,
    against_group_key
from active_goal
order by
    load_id asc,
    row_number asc
