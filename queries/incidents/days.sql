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
-- reads: active_incident, placed_incident, incident_area, late_incident
-- gives: first_day, last_day, is_coarse, n

with located as not materialized (
    select
        active_incident.*,
        coalesce(placed_1, placed_2, placed_3, placed_4, placed_5, placed_6, placed_7, placed_8)
        is not null
        or incident_key in (select incident_area.incident_key from incident_area) as is_placed
    from active_incident
    where $area_load_id is null
    union all by name
    select
        * exclude (area_load_id, area_order, is_first),
        area_order is not null as is_placed
    from placed_incident
    where area_load_id = $area_load_id and is_first
),

asked as not materialized (
    select *
    from located
    where
        (has_no_place or is_placed or not exists (select 1 from located where is_placed))
        and (
            $by_reported
            or incident_key not in (select late_incident.incident_key from late_incident)
        )
),

known_to_the_day as (
    select
        if($by_reported, cast(reported as date), occurred_on) as first_day,
        max(occurred_on) as last_occurred,
        count(*) as n
    from asked
    where coalesce(time_precision not in ('week', 'month', 'year'), true)
    group by first_day
),

known_to_a_period as (
    select
        if($by_reported, cast(reported as date), occurred_on) as first_day,
        cast(occurred_to - interval 1 day as date) as last_occurred,
        count(*) as n
    from asked
    where time_precision in ('week', 'month', 'year')
    group by all
),

counted as (
    select
        *,
        false as is_period
    from known_to_the_day
    union all
    select
        *,
        true as is_period
    from known_to_a_period
),

until_last as (
    select *
    from counted
    where first_day <= (select max(counted.last_occurred) from counted)
)

select
    first_day,
    if(is_period and not $by_reported, last_occurred, first_day) as last_day,
    is_period and not $by_reported as is_coarse,
    sum(n)::bigint as n
from until_last
group by all
order by first_day asc, last_day asc, is_coarse asc
