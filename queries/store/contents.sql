-- What the store holds and what counts; one row per kind of thing, set and name.
--
-- Of break points only those that were loaded are there: others ship with the program.
--
-- reads: active_area, active_estimate, active_incident, active_population, active_answer,
--        active_crosswalk, active_intervention, active_designation, active_goal,
--        active_category_scale, active_break_point, active_incident_count
-- gives: thing, set_name?, label?, n_rows, first?, last?

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
),

table_counts as (
    select
        'counts' as thing,
        set_name,
        category as label,
        count(*) as n_rows,
        cast(min(year) as varchar) as first,
        cast(max(year) as varchar) as last
    from active_incident_count
    where made is null
    group by set_name, category
),

answer_counts as (
    select
        'answers' as thing,
        set_name,
        null as label,
        count(*) as n_rows,
        null as first,
        null as last
    from active_answer
    group by set_name
),

crosswalk_counts as (
    select
        'crosswalk' as thing,
        from_set as set_name,
        'to ' || to_set as label,
        count(*) as n_rows,
        null as first,
        null as last
    from active_crosswalk
    group by from_set, to_set
),

intervention_counts as (
    select
        'interventions' as thing,
        null as set_name,
        role as label,
        count(*) as n_rows,
        cast(min(starts_on) as varchar) as first,
        cast(max(coalesce(ends_on, starts_on)) as varchar) as last
    from active_intervention
    group by role
),

designation_counts as (
    select
        'designations' as thing,
        null as set_name,
        kind as label,
        count(*) as n_rows,
        cast(min(year) as varchar) as first,
        cast(max(year) as varchar) as last
    from active_designation
    group by kind
),

goal_counts as (
    select
        'goals' as thing,
        null as set_name,
        programme as label,
        count(*) as n_rows,
        null as first,
        null as last
    from active_goal
    group by programme
),

scale_counts as (
    select
        'scale' as thing,
        null as set_name,
        'edition ' || edition as label,
        count(*) as n_rows,
        null as first,
        null as last
    from active_category_scale
    group by edition
),

break_counts as (
    select
        'break points' as thing,
        null as set_name,
        kind as label,
        count(*) as n_rows,
        cast(min(year) as varchar) as first,
        cast(max(coalesce(last_year, year)) as varchar) as last
    from active_break_point
    where load_id is not null
    group by kind
)

select * from area_counts
union all
select * from figure_counts
union all
select * from population_counts
union all
select * from incident_counts
union all
select * from table_counts
union all
select * from answer_counts
union all
select * from crosswalk_counts
union all
select * from intervention_counts
union all
select * from designation_counts
union all
select * from goal_counts
union all
select * from scale_counts
union all
select * from break_counts
order by thing asc, set_name asc nulls first, label asc nulls first
