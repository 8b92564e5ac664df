-- The first indicators of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: indicator_definition
-- gives: row_number, indicator, better?, measure?, name_da?, name_en?, definition_da?,
--        definition_en?

select
    row_number,
    indicator,
    better,
    measure,
    name_da,
    name_en,
    definition_da,
    definition_en
from indicator_definition
where load_id = $load_id
order by row_number asc
limit 5
