-- Area sets that a question can be about, one row each, oldest load first.
--
-- newest_year is the newest year of which any of the set's areas has a figure.
--
-- reads: active_area_set, active_area(load_id, area_m2), active_estimate(set_name, year, percent)
-- gives: set_name, valid_from?, valid_to?, overlapping, n_areas, area_m2,
--        newest_year?
-- audience: public

with newest_figures as (
    select
        set_name,
        max(year) as newest_year
    from active_estimate
    where
        percent is not null
        and area_code <> '*'
    group by set_name
),

set_sizes as (
    select
        load_id,
        count(*) as n_areas,
        sum(area_m2) as area_m2
    from active_area
    group by load_id
)

select
    active_area_set.set_name,
    active_area_set.valid_from,
    active_area_set.valid_to,
    active_area_set.overlapping,
    coalesce(set_sizes.n_areas, 0) as n_areas,
    coalesce(set_sizes.area_m2, 0) as area_m2,
    newest_figures.newest_year
from active_area_set
left join set_sizes on active_area_set.load_id = set_sizes.load_id
left join newest_figures on active_area_set.set_name = newest_figures.set_name
order by active_area_set.load_id asc
