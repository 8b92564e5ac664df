-- The first answers of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: answer, active_area
-- gives: row_number, area_code, area_name?, period, indicator, group_key?, answer, weight?,
--        edition?, stratum?, cluster?, stratum_size?

select
    answer.row_number,
    answer.area_code,
    active_area.area_name,
    concat_ws('-', answer.year, nullif(answer.part, '')) as period,
    answer.indicator,
    nullif(answer.group_key, '') as group_key,
    case when answer.yes then 'yes' else 'no' end as answer,
    answer.weight,
    answer.edition,
    answer.stratum,
    answer.cluster,
    answer.stratum_size
from answer
left join active_area
    on answer.set_name = active_area.set_name and answer.area_code = active_area.code
where answer.load_id = $load_id
order by
    answer.row_number asc,
    answer.year asc,
    answer.part asc,
    answer.indicator asc
limit 5
