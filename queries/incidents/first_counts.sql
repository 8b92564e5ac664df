-- The first counts of a load, in the order of its file; none that the load made.
--
-- $load_id: the load's number
-- reads: incident_count, active_area
-- gives: row_number, area_code, area_name?, period, category?, group_key?, n?, withheld?

select
    incident_count.row_number,
    incident_count.area_code,
    active_area.area_name,
    concat_ws('-', incident_count.year, nullif(incident_count.part, '')) as period,
    nullif(incident_count.category, '') as category,
    nullif(incident_count.group_key, '') as group_key,
    incident_count.n,
    incident_count.withheld
from incident_count
left join active_area
    on
        incident_count.set_name = active_area.set_name
        and incident_count.area_code = active_area.code
where incident_count.load_id = $load_id and incident_count.made is null
order by
    incident_count.row_number asc,
    incident_count.year asc,
    incident_count.part asc,
    incident_count.category asc,
    incident_count.group_key asc
limit 5
