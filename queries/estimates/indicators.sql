-- Indicators the store knows, with the way each is read.
--
-- reads: indicator
-- gives: indicator, better, measure, name_da, name_en

select
    indicator,
    better,
    measure,
    name_da,
    name_en
from indicator
order by indicator asc
