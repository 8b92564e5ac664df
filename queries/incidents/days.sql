-- How many incidents there are of each day, or of each week, month or year that is known alone.
--
-- By the day of the report nothing counts that was reported after the last day on which
-- anything occurred: an extract cut by the day of occurrence has only stragglers there. By the
-- day of occurrence nothing counts that is late, which covering_incident says.
--
-- What lies outside every area set that is stored says nothing of these areas: it is not counted.
--
-- $area_load_id: the load that brought the area set, or null for all sets that are stored
-- $by_reported: whether the day of the report is what counts, not the day it occurred
-- reads: covering_incident, incident_area
-- gives: first_day, last_day, is_coarse, n

with placed as (
    select distinct incident_key
    from incident_area
    where $area_load_id is null or area_load_id = $area_load_id
),

places as (
    select count(*) as n
    from placed
),

dated as (
    select
        if($by_reported, cast(reported as date), occurred_on) as first_day,
        not $by_reported and coalesce(time_precision in ('week', 'month', 'year'), false)
            as is_coarse,
        cast(occurred_to - interval 1 day as date) as coarse_end,
        max(
            if(
                time_precision in ('week', 'month', 'year'),
                cast(occurred_to - interval 1 day as date), occurred_on
            )
        ) over () as last_occurred
    from covering_incident
    left join placed on covering_incident.incident_key = placed.incident_key
    cross join places
    where
        ($by_reported or not is_late)
        and (has_no_place or placed.incident_key is not null or places.n = 0)
)

select
    first_day,
    if(is_coarse, coarse_end, first_day) as last_day,
    is_coarse,
    count(*) as n
from dated
where first_day <= last_occurred
group by all
order by first_day asc, last_day asc, is_coarse asc
