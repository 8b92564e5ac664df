-- Which categories the incidents of a load have, and how many rows each; the most frequent first.
--
-- $load_id: the load's number
-- reads: incident
-- gives: category, n_rows

select
    category,
    count(*) as n_rows
from incident
where load_id = $load_id and category is not null
group by category
order by n_rows desc, category asc
