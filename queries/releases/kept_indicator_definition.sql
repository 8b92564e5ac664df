-- Definitions of indicators that files brought, for the store that releases are made from.
--
-- reads: indicator_definition, active_load
-- gives: load_id, row_number, indicator, better, measure, name_da, name_en, definition_da?,
-- definition_en?, source?

select
    load_id,
    row_number,
    indicator,
    better,
    measure,
    name_da,
    name_en,
    definition_da,
    definition_en,
    source
from indicator_definition
where load_id in (select active_load.load_id from active_load)
order by load_id asc, row_number asc
