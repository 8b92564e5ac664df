-- Places where an intervention ran on any day of a period, one row each.
--
-- An end that was stated as open ends with /.. in dates_as_stated; an end that was stated and
-- cannot be read as a day is not open: such a place counts in the period of its first day only.
--
-- $first_day: the period's first day
-- $last_day: the period's last day
-- reads: active_intervention
-- gives: load_id, row_number, intervention, role, place?, set_name?, area_code?, starts_on?,
--        ends_on?, dates_as_stated?, geometry? (WKB in the working CRS)

select
    load_id,
    row_number,
    intervention,
    role,
    place,
    set_name,
    area_code,
    starts_on,
    ends_on,
    dates_as_stated,
    geometry
from active_intervention
where
    (starts_on between $first_day and $last_day)
    or (ends_on between $first_day and $last_day)
    or (starts_on < $first_day and ends_on > $last_day)
    or (starts_on < $first_day and ends_on is null and dates_as_stated like '%/..')
order by intervention asc, role asc, place asc nulls last, load_id asc, row_number asc
