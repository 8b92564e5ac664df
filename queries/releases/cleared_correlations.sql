-- How the figures of two groups go together, one row an area and sample.
--
-- audience: public
-- $first_group: the group whose name comes first
-- $second_group: the other one
-- reads: cleared_correlation(first_group, second_group, area_code, load_id, indicator, year, part,
--        edition, correlation)
-- gives: area_code, load_id, indicator, year, part, edition?, correlation

select
    area_code,
    load_id,
    indicator,
    year,
    part,
    edition,
    correlation
from cleared_correlation
where
    first_group = $first_group
    and second_group = $second_group
order by area_code asc, load_id asc, indicator asc, year asc, part asc, edition asc nulls first
