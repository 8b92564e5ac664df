-- Store what a release is made from: figures of areas, of every group and period.
--
-- reads: new_estimate(load_id, row_number, set_name, area_code, indicator, year, edition,
-- supplier, percent, decimals, n, n_eff, category, score, survey_period, police_period, counted,
-- published_light, published_against, published_change_pp, withheld, se_pp, low, high, group_key,
-- part)
-- changes: estimate

insert into estimate by name
select *
from new_estimate
