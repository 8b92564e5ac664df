-- Answers of one survey, one row each.
--
-- $load_id: the load that brought them
-- $indicator: the indicator
-- $year: the year
-- $part: the part of the year, such as H1; '' is the whole year
-- $edition: the edition, or null where the figures have none
-- reads: answer
-- gives: row_number, area_code, indicator, year, part, group_key, edition?, yes, weight,
--        stratum?, cluster?, stratum_size?

select
    row_number,
    area_code,
    indicator,
    year,
    part,
    group_key,
    edition,
    yes,
    weight,
    stratum,
    cluster,
    stratum_size
from answer
where
    load_id = $load_id
    and indicator = $indicator
    and year = $year
    and part = $part
    and edition is not distinct from $edition
order by row_number asc
