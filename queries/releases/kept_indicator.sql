-- Indicators and what they are, for the store that releases are made from.
--
-- reads: indicator
-- gives: indicator, better, measure, name_da, name_en, series?, definition_da?, definition_en?,
-- asked_by?, group_1?, group_2?

select
    indicator,
    better,
    measure,
    name_da,
    name_en,
    series,
    definition_da,
    definition_en,
    asked_by,
    group_1,
    group_2
from indicator
order by indicator asc
