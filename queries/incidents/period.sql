-- From when to when the store has incidents, and which years and categories; one row.
--
-- $category: one category, or null for all
-- reads: active_incident
-- gives: first_day?, last_day?, categories?

select
    min(occurred_on) as first_day,
    max(occurred_on) as last_day,
    list_sort(list(distinct category) filter (where category is not null)) as categories
from active_incident
where ($category is null or category = $category)
