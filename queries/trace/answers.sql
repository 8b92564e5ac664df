-- What figures were computed from: the answers of one area in one load, summed; one row.
--
-- n_surveys: how many surveys (indicator, year and edition) the load's answers belong to.
--
-- $load_id: the load that brought the answers
-- $area_code: the area; * is every answer
-- reads: answer, estimate
-- gives: n, sum_weights, sum_weights_yes, n_strata, n_clusters, n_surveys

select
    count(*) as n,
    sum(weight) as sum_weights,
    sum(if(yes, weight, 0)) as sum_weights_yes,
    count(distinct stratum) as n_strata,
    count(distinct cluster) as n_clusters,
    (
        select count(*)
        from (
            select distinct
                indicator,
                year,
                edition
            from estimate
            where load_id = $load_id
        ) as surveys
    ) as n_surveys
from answer
where
    load_id = $load_id
    and ($area_code = '*' or area_code = $area_code)
