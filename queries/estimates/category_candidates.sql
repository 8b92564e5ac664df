-- What may give an area's action category in a year: a category, or a score; best first.
--
-- $set_name: the area set
-- $indicator: the indicator asked about, whose own category goes before that of others
-- $year_1: one year only, or null
-- $year_2: another year, or null; with both null all years are given
-- $edition: one edition only, or null for all
-- reads: active_estimate
-- gives: area_code, year, edition?, category?, score?, load_id
-- audience: public

select
    area_code,
    year,
    edition,
    category,
    score,
    load_id
from active_estimate
where
    set_name = $set_name
    and (($year_1 is null and $year_2 is null) or year in ($year_1, $year_2))
    and (category is not null or score is not null)
    and ($edition is null or edition = $edition)
order by
    area_code asc,
    year asc,
    category is null asc,
    coalesce(edition, 0) desc,
    indicator != $indicator asc,
    indicator asc,
    load_id desc,
    row_number asc
