-- What the store holds and what counts; one row per kind of thing, set and name.
--
-- reads: active_area_set, active_area, active_estimate, active_incident, active_population
-- gives: thing, set_name, label, n_rows, first, last

with area_counts as (
    select
        'areas' as thing,
        set_name,
        null as label,
        count(*) as n_rows,
        null as first,
        null as last
    from active_area
    group by set_name
),

figure_counts as (
    select
        'figures' as thing,
        set_name,
        indicator as label,
        count(*) as n_rows,
        cast(min(year) as varchar) as first,
        cast(max(year) as varchar) as last
    from active_estimate
    group by set_name, indicator
),

population_counts as (
    select
        'population' as thing,
        set_name,
        null as label,
        count(*) as n_rows,
        cast(min(year) as varchar) as first,
        cast(max(year) as varchar) as last
    from active_population
    group by set_name
),

incident_counts as (
    select
        'incidents' as thing,
        null as set_name,
        source as label,
        count(*) as n_rows,
        cast(min(occurred_on) as varchar) as first,
        cast(max(occurred_on) as varchar) as last
    from active_incident
    group by source
)

select * from area_counts
union all
select * from figure_counts
union all
select * from population_counts
union all
select * from incident_counts
order by thing asc, set_name asc nulls first, label asc nulls first
