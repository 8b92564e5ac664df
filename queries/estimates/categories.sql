-- The action category of each area in two years, from the newest edition that gives one.
--
-- $set_name: the area set
-- $indicator: the indicator asked about, whose own category goes before that of others
-- $year_1: the earlier year
-- $year_2: the later year
-- $edition: one edition only, or null for all
-- reads: active_estimate
-- gives: area_code, year, category, load_id

with ranked as (
    select
        area_code,
        year,
        category,
        load_id,
        row_number() over (
            partition by area_code, year
            order by
                coalesce(edition, 0) desc,
                indicator != $indicator asc,
                indicator asc,
                load_id desc,
                row_number asc
        ) as place
    from active_estimate
    where
        set_name = $set_name
        and year in ($year_1, $year_2)
        and category is not null
        and ($edition is null or edition = $edition)
)

select
    area_code,
    year,
    category,
    load_id
from ranked
where place = 1
order by area_code asc, year asc
