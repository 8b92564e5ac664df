-- What a figure was computed from: the answers of one area in one survey, summed; one row.
--
-- $load_id: the load that brought the answers
-- $area_code: the area; * is every answer
-- $indicator: the indicator
-- $year: the year
-- $edition: the edition, or null where the figure has none
-- $group_key: the group, '' for everybody; who answered may belong to others too
-- $part: the part of the year, '' for whole years
-- reads: answer
-- gives: n, sum_weights?, sum_weights_yes?, n_strata, n_clusters

select
    count(*) as n,
    sum(weight) as sum_weights,
    sum(if(yes, weight, 0)) as sum_weights_yes,
    count(distinct stratum) as n_strata,
    count(distinct cluster) as n_clusters
from answer
where
    load_id = $load_id
    and ($area_code = '*' or area_code = $area_code)
    and indicator = $indicator
    and year = $year
    and part = $part
    and (
        $group_key = ''
        or list_has_all(string_split(group_key, '; '), string_split($group_key, '; '))
    )
    and edition is not distinct from $edition
