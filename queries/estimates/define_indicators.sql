-- Make indicators known, or give those that are known the titles and definitions of a file.
--
-- reads: new_definitions(indicator, better, measure, name_da, name_en, definition_da,
--        definition_en)
-- changes: indicator

insert into indicator (
    indicator, better, measure, name_da, name_en, definition_da, definition_en
)
select
    indicator,
    better,
    measure,
    name_da,
    name_en,
    definition_da,
    definition_en
from new_definitions
on conflict (indicator) do update set
    name_da = excluded.name_da,
    name_en = excluded.name_en,
    definition_da = coalesce(excluded.definition_da, indicator.definition_da),
    definition_en = coalesce(excluded.definition_en, indicator.definition_en)
