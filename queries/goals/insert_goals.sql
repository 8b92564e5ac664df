-- Store goals.
--
-- $load_id: the load they came with
-- reads: new_goals(row_number, goal, programme, rule_da, rule_en, scope, indicator, comparison,
--        value, baseline_year, chosen_by, chosen_areas, first_year, deadline, note, note_en,
--        origin, group_key, against_group_key)
-- changes: goal

insert into goal (
    load_id, row_number, goal, programme, rule_da, rule_en, scope, indicator, comparison, value,
    baseline_year, chosen_by, chosen_areas, first_year, deadline, note, note_en, origin,
    group_key, against_group_key
)
select
    $load_id,
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
    note_en,
    origin,
    group_key,
    against_group_key
from new_goals
