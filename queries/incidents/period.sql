-- From when to when the store has incidents, and which years and categories; one row.
--
-- $category: one category, or null for all
-- reads: active_incident
-- gives: first_day?, last_day?, categories?

with by_category as (
    select
        category,
        min(occurred_on) as first_day,
        max(occurred_on) filter (where time_precision not in ('week', 'month', 'year'))
            as last_known,
        max(occurred_to) filter (where time_precision in ('week', 'month', 'year')) as last_end
    from active_incident
    where ($category is null or category = $category)
    group by category
)

select
    min(first_day) as first_day,
    greatest(max(last_known), max(cast(last_end - interval 1 day as date))) as last_day,
    list_sort(list(category) filter (where category is not null)) as categories
from by_category
