-- Rows of an incident extract with each text turned into a time or a number, null where it fails.
--
-- $decimal_comma: whether numbers are written 1.234,5
-- $day_first: whether dates are written 31-12-2024
-- $zone: time zone of the wall-clock times
-- reads: raw_rows(row_number, id, occurred, earliest, latest, reported, x, y, category)
-- gives: row_number, id, occurred, earliest, latest, reported, x, y, category, occurred_time,
--        earliest_time, latest_time, reported_time, x_number, y_number

select
    *,
    strict_time(occurred, $day_first, $zone) as occurred_time,
    strict_time(earliest, $day_first, $zone) as earliest_time,
    strict_time(latest, $day_first, $zone) as latest_time,
    strict_time(reported, $day_first, $zone) as reported_time,
    strict_number(x, $decimal_comma) as x_number,
    strict_number(y, $decimal_comma) as y_number
from raw_rows
