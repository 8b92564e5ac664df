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
        coalesce(
            active_incident.placed_1, active_incident.placed_2, active_incident.placed_3,
            active_incident.placed_4, active_incident.placed_5, active_incident.placed_6,
            active_incident.placed_7, active_incident.placed_8
        ) is not null
        or active_incident.incident_key in (
            select incident_area.incident_key
            from incident_area
        ) as is_placed
    from active_incident
    where $area_load_id is null
    union all by name
    select
        * exclude (area_load_id, area_order, is_first),
        area_order is not null as is_placed
    from placed_incident
    where area_load_id = $area_load_id and is_first
),

any_placed as (
    select count(*) as n
    from located
    where is_placed
),

asked as not materialized (
    select located.*
    from located
    cross join any_placed
    where
        (located.has_no_place or located.is_placed or any_placed.n = 0)
        and (
            $by_reported
            or located.incident_key not in (select late_incident.incident_key from late_incident)
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

latest as (
    select max(last_occurred) as last_occurred
    from counted
),

until_last as (
    select counted.*
    from counted
    cross join latest
    where counted.first_day <= latest.last_occurred
)

select
    first_day,
    if(is_period and not $by_reported, last_occurred, first_day) as last_day,
    is_period and not $by_reported as is_coarse,
    cast(sum(n) as bigint) as n
from until_last
group by all
order by first_day asc, last_day asc, is_coarse asc
