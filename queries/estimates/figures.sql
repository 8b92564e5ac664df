-- Figures of one indicator in two years, every edition, by area; the city is area *.
--
-- $set_name: the area set
-- $indicator: the indicator
-- $year_1: the earlier year
-- $year_2: the later year
-- $edition: one edition only, or null for all
-- reads: active_estimate
-- gives: area_code, year, edition, supplier, percent, decimals, n, n_eff, category, load_id

select
    area_code,
    year,
    edition,
    supplier,
    percent,
    decimals,
    n,
    n_eff,
    category,
    load_id
from active_estimate
where
    set_name = $set_name
    and indicator = $indicator
    and year in ($year_1, $year_2)
    and ($edition is null or edition = $edition)
order by area_code asc, year asc, edition asc nulls first, load_id asc, row_number asc
