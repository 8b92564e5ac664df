-- Loads whose rows are not all there; none in a store that is whole.
--
-- A survey stores answers; the figures computed from them, and sums of groups, come on top and
-- are not counted; nor are counts that a load made. A row of an effort in several areas is stored
-- for each and counts once; an area of several rows is stored once and counts for each. A row of
-- figures or counts may hold several, one a period, and each is turned away by itself; elsewhere a
-- row has one reject or more. Incidents are not counted here but taken from the checksums, which
-- are compared with them.
--
-- reads: load(load_id, kind, file_name, rows_stored), area, estimate, checksum, population,
--        answer, break_point, category_scale, crosswalk, intervention, designation, goal, place,
--        indicator_definition, incident_count, reject, erasure
-- gives: load_id, file_name, rows_stored, rows_found, rows_rejected, rejects_found
-- audience: public

with intervention_rows as (
    select distinct
        load_id,
        row_number
    from intervention
),

rows_of_areas as (
    select
        load_id,
        unnest(range(greatest(1, n_rows))) as part
    from (
        select
            load_id,
            case
                when json_valid(attributes)
                    then json_array_length(attributes, '$.rows_of_file')::bigint
            end as n_rows
        from area
    ) as area_rows
),

stored_rows as (
    select load_id from rows_of_areas
    union all
    select estimate.load_id
    from estimate
    inner join load on estimate.load_id = load.load_id
    where load.kind != 'survey'
    union all
    select load_id
    from population
    where not summed
    union all
    select load_id
    from incident_count
    where made is null
    union all
    select load_id from answer
    union all
    select load_id from break_point
    union all
    select load_id from category_scale
    union all
    select load_id from crosswalk
    union all
    select load_id from intervention_rows
    union all
    select load_id from designation
    union all
    select load_id from goal
    union all
    select load_id from place
    union all
    select load_id from indicator_definition
),

partial_counts as (
    select
        load_id,
        count(*) as n_rows
    from stored_rows
    group by load_id
    union all
    select
        load_id,
        n_rows
    from checksum
    where table_name = 'incident'
),

stored_counts as (
    select
        load_id,
        sum(n_rows)::bigint as rows_found
    from partial_counts
    group by load_id
),

rejected_counts as (
    select
        reject.load_id,
        case
            when load.kind in ('index', 'population', 'counts') then count(*)
            else count(distinct reject.row_number)
        end as rejects_found
    from reject
    inner join load on reject.load_id = load.load_id
    group by reject.load_id, load.kind
),

erased_counts as (
    select
        load_id,
        sum(rows_erased)::bigint as rows_erased
    from erasure
    group by load_id
)

select
    load.load_id,
    load.file_name,
    load.rows_stored - coalesce(erased_counts.rows_erased, 0) as rows_stored,
    coalesce(stored_counts.rows_found, 0) as rows_found,
    load.rows_rejected,
    coalesce(rejected_counts.rejects_found, 0) as rejects_found
from load
left join stored_counts on load.load_id = stored_counts.load_id
left join rejected_counts on load.load_id = rejected_counts.load_id
left join erased_counts on load.load_id = erased_counts.load_id
where
    load.rows_stored - coalesce(erased_counts.rows_erased, 0)
    != coalesce(stored_counts.rows_found, 0)
    or load.rows_rejected != coalesce(rejected_counts.rejects_found, 0)
order by load.load_id asc
