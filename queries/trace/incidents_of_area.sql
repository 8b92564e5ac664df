-- Cases that count in one area and year, by the first load that brought a row of the version
-- that counts.
--
-- $area_load_id: the load that brought the area set
-- $area_code: the area; * is the city, without what lies outside its areas
-- $year: the year
-- $from_day: first day of the year that counts, as month times 100 plus day
-- $to_day: last day of the year that counts, likewise
-- $category: one category, or null for all
-- reads: placed_incident, area, incident, active_load
-- gives: load_id, n, n_corrected (how many of them have an older version that does not count),
--        n_unplaced (how many of them have no place), n_named (how many are in their area
--        because the extract names it)

with in_area as (
    select
        placed_incident.incident_key,
        coalesce(placed_incident.case_key, placed_incident.incident_key) as case_id,
        placed_incident.has_no_place and placed_incident.area_order is null as has_no_place,
        placed_incident.named_set is not null
        and placed_incident.area_order is not null as is_named,
        placed_incident.load_id,
        placed_incident.source,
        placed_incident.incident_id,
        placed_incident.version,
        placed_incident.contested
    from placed_incident
    left join area on area.load_id = $area_load_id and placed_incident.area_order = area.code_order
    where
        placed_incident.area_load_id = $area_load_id
        and year(placed_incident.occurred_on) = $year
        and month(placed_incident.occurred_on) * 100 + day(placed_incident.occurred_on)
        between $from_day and $to_day
        and ($category is null or placed_incident.category = $category)
        and if(
            $area_code = '*',
            placed_incident.is_first
            and (placed_incident.has_no_place or placed_incident.area_order is not null),
            coalesce(area.code = $area_code, false)
        )
),

older_versions as (
    select distinct in_area.incident_key
    from in_area
    inner join incident
        on
            in_area.source = incident.source
            and in_area.incident_id = incident.incident_id
            and in_area.version > incident.version
    inner join active_load on incident.load_id = active_load.load_id
    where in_area.contested
),

cases as (
    select
        case_id,
        min(load_id) as load_id,
        bool_or(incident_key in (select incident_key from older_versions)) as is_corrected,
        bool_or(has_no_place) as has_no_place,
        bool_or(is_named) as is_named
    from in_area
    group by case_id
)

select
    load_id,
    count(*) as n,
    count(*) filter (where is_corrected) as n_corrected,
    count(*) filter (where has_no_place) as n_unplaced,
    count(*) filter (where is_named) as n_named
from cases
group by load_id
order by load_id asc
