-- Store how the figures of two groups go together.
--
-- reads: new_cleared_correlation(first_group, second_group, area_code, load_id, indicator, year,
--        part, edition, correlation)
-- changes: cleared_correlation

insert into cleared_correlation by name
select *
from new_cleared_correlation
