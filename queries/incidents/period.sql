-- From when to when the store has incidents, and which years and categories; one row.
--
-- $category: one category, or null for all
-- reads: active_incident
-- gives: first_day?, last_day?, categories?

select
    min(occurred_on) as first_day,
    cast(
        max(
            if(
                time_precision in ('week', 'month', 'year'), occurred_to - interval 1 day,
                occurred_on
            )
        ) as date
    ) as last_day,
    list_sort(list(distinct category) filter (where category is not null)) as categories
from active_incident
where ($category is null or category = $category)
