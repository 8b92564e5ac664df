-- Kinds of designation with the years they are known for, one row each.
--
-- reads: active_designation
-- gives: kind, year, n_designations
-- audience: public

select
    kind,
    year,
    count(*) as n_designations
from active_designation
group by kind, year
order by kind asc, year asc
