-- Store what a release is made from: definitions of indicators that files brought.
--
-- reads: new_indicator_definition(load_id, row_number, indicator, better, measure, name_da,
-- name_en, definition_da, definition_en, source)
-- changes: indicator_definition

insert into indicator_definition by name
select *
from new_indicator_definition
