-- Replace what a release is made from: indicators and what they are.
--
-- reads: new_indicator(indicator, better, measure, name_da, name_en, series, definition_da,
-- definition_en, asked_by, group_1, group_2)
-- changes: indicator

insert or replace into indicator by name
select *
from new_indicator
