-- The first goals of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: goal
-- gives: row_number, goal, indicator?, group_key?, against_group_key?, scope, comparison,
--        target?, baseline_year?, first_year?, deadline?

select
    row_number,
    goal,
    indicator,
    nullif(group_key, '') as group_key,
    nullif(against_group_key, '') as against_group_key,
    scope,
    comparison,
    value as target,
    baseline_year,
    first_year,
    deadline
from goal
where load_id = $load_id
order by row_number asc
limit 5
