-- Store figures of a set.
--
-- $load_id: the load they came with
-- $set_name: the set their areas belong to
-- reads: new_estimates(row_number, area_code, indicator, year, part, group_key, edition,
--        supplier, percent, decimals, n, n_eff, category, score, survey_period, police_period,
--        counted, published_light, published_against, published_change_pp, withheld, se_pp, low,
--        high)
-- changes: estimate

insert into estimate (
    load_id, row_number, set_name, area_code, indicator, year, part, group_key, edition,
    supplier, percent, decimals, n, n_eff, category, score, survey_period, police_period,
    counted, published_light, published_against, published_change_pp, withheld, se_pp, low, high
)
select
    $load_id,
    row_number,
    $set_name,
    area_code,
    indicator,
    year,
    part,
    group_key,
    edition,
    supplier,
    percent,
    decimals,
    n,
    n_eff,
    category,
    score,
    survey_period,
    police_period,
    counted,
    published_light,
    published_against,
    published_change_pp,
    withheld,
    se_pp,
    low,
    high
from new_estimates
