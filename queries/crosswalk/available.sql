-- Crosswalks that count, one row for each pair of sets, basis and load.
--
-- $from_set: the set that figures are carried from, or null for all
-- $to_set: the set that figures are carried to, or null for all
-- reads: active_crosswalk
-- gives: from_set, to_set, basis, load_id, n_pieces
-- audience: public

select
    from_set,
    to_set,
    basis,
    load_id,
    count(*) as n_pieces
from active_crosswalk
where
    ($from_set is null or from_set = $from_set)
    and ($to_set is null or to_set = $to_set)
group by from_set, to_set, basis, load_id
order by to_set asc, from_set asc, basis asc, load_id asc
