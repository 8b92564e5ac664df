-- Store what indicators are, as a file says.
--
-- $load_id: the load they came with
-- reads: new_definitions(row_number, indicator, better, measure, name_da, name_en,
--        definition_da, definition_en, source)
-- changes: indicator_definition

insert into indicator_definition (
    load_id, row_number, indicator, better, measure, name_da, name_en, definition_da,
    definition_en, source
)
select
    $load_id,
    row_number,
    indicator,
    better,
    measure,
    name_da,
    name_en,
    definition_da,
    definition_en,
    source
from new_definitions
