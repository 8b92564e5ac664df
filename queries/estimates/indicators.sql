-- Indicators the store knows, with the way each is read.
--
-- reads: indicator
-- gives: indicator, better, measure, name_da, name_en, series?, definition_da?, definition_en?,
--        asked_by?, group_1?, group_2?
-- audience: public

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
