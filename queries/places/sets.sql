-- Sets of named places that count.
--
-- reads: active_place
-- gives: place_set, load_id, n_places

select
    place_set,
    load_id,
    count(*) as n_places
from active_place
group by place_set, load_id
order by place_set asc, load_id asc
