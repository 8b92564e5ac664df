-- Policy targets, for the store that releases are made from.
--
-- reads: active_goal
-- gives: load_id, row_number, goal, programme, rule_da, rule_en, scope, indicator, comparison,
-- value?, baseline_year?, chosen_by?, chosen_areas?, first_year?, deadline, note?, origin,
-- note_en?, group_key?, against_group_key?

select
    load_id,
    row_number,
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
    origin,
    note_en,
    group_key,
    against_group_key
from active_goal
order by load_id asc, row_number asc, goal asc
