-- Cases that count in one area and year, by the first load that brought a row of the version
-- that counts.
--
-- $area_load_id: the load that brought the area set
-- $area_code: the area; * is the city, without what lies outside its areas
-- $year: the year
-- $from_day: first day of the year that counts, as month times 100 plus day
-- $to_day: last day of the year that counts, likewise
-- $category: one category, or null for all
-- reads: active_incident, incident_area
-- gives: load_id, n, n_corrected (how many of them have an older version that does not count),
--        n_unplaced (how many of them have no place), n_named (how many are in their area
--        because the extract names it)

with counted as (
    select
        incident_key,
        coalesce(case_key, incident_key) as case_id,
        has_no_place,
        named_set,
        load_id,
        source,
        incident_id,
        version,
        contested
    from active_incident
    where
        year(occurred_on) = $year
        and month(occurred_on) * 100 + day(occurred_on) between $from_day and $to_day
        and ($category is null or category = $category)
),

placed as (
    select
        incident_key,
        area_code
    from incident_area
    where area_load_id = $area_load_id
),

of_area as (
    select incident_key
    from placed
    where area_code = $area_code
),

in_area as (
    select counted.*
    from counted
    where
        if(
            $area_code = '*',
            counted.has_no_place
            or counted.incident_key in (select placed.incident_key from placed),
            counted.incident_key in (select of_area.incident_key from of_area)
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
        bool_or(
            has_no_place and incident_key not in (select incident_key from placed)
        ) as has_no_place,
        bool_or(
            named_set is not null and incident_key in (select incident_key from placed)
        ) as is_named
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
