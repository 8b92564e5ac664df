-- The first places of efforts of a load, in the order of its file.
--
-- $load_id: the load's number
-- reads: intervention
-- gives: row_number, intervention, role?, place?, set_name?, area_code?, outlined?,
--        starts_on?, ends_on?, goal?, committee?, partners?, budget?, status?, documentation?

select
    row_number,
    intervention,
    role,
    place,
    set_name,
    area_code,
    case when geometry is not null then true end as outlined,
    starts_on,
    ends_on,
    goal,
    committee,
    partners,
    budget,
    status,
    documentation
from intervention
where load_id = $load_id
order by row_number asc, area_code asc
limit 5
