-- Figures of areas, of every group and period, for the store that releases are made from.
--
-- reads: active_figure
-- gives: load_id, row_number, set_name, area_code, indicator, year, edition?, supplier?,
-- percent?, decimals?, n?, n_eff?, category?, score?, survey_period?, police_period?, counted?,
-- published_light?, published_against?, published_change_pp?, withheld?, se_pp?, low?, high?,
-- group_key?, part?

select
    load_id,
    row_number,
    set_name,
    area_code,
    indicator,
    year,
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
    high,
    group_key,
    part
from active_figure
order by
    load_id asc,
    row_number asc,
    set_name asc,
    area_code asc,
    indicator asc,
    year asc,
    part asc,
    group_key asc,
    edition asc nulls first
