-- Loads that count and let columns through, with each load that they took the place of.
--
-- covered_id: the load itself, or one that it replaced, directly or not
-- reads: active_load, load
-- gives: load_id, covered_id, settings, columns?

with recursive covered as (
    select
        load_id,
        load_id as covered_id
    from active_load
    union all
    select
        covered.load_id,
        load.load_id as covered_id
    from covered
    inner join load on covered.covered_id = load.superseded_by
)

select
    active_load.load_id,
    covered.covered_id,
    active_load.settings,
    active_load.columns
from active_load
inner join covered on active_load.load_id = covered.load_id
where contains(active_load.settings, '"not_personal"')
order by active_load.load_id asc, covered.covered_id asc
