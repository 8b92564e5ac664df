-- Rows of an incident extract with each text turned into a time or a number, null where it fails.
--
-- $decimal_comma: whether numbers are written 1.234,5
-- $day_first: whether dates are written 31-12-2024
-- $zone: time zone of the wall-clock times
-- reads: raw_rows(row_number, id, occurred, earliest, latest, reported, x, y, category, rest,
--        left_out)
-- gives: row_number, has_left_out, has_id, has_occurred, has_earliest, has_latest, has_reported,
--        has_x, has_y, whole_day?, has_only_days?, has_last_day, coarse?, occurred_time?,
--        earliest_time?, latest_time?, reported_time?, x?, y?, rest_hash?

select
    row_number,
    left_out is not null as has_left_out,
    id is not null as has_id,
    occurred is not null as has_occurred,
    earliest is not null as has_earliest,
    latest is not null as has_latest,
    reported is not null as has_reported,
    x is not null as has_x,
    y is not null as has_y,
    length(occurred) < 11 as whole_day,
    length(earliest) < 11 and length(latest) < 11 as has_only_days,
    coalesce(length(latest) < 11, false) as has_last_day,
    if(
        strict_time(occurred, $day_first, $zone) is null, coarse_kind(occurred), null
    ) as coarse,
    coalesce(
        strict_time(occurred, $day_first, $zone), coarse_time(occurred)
    ) as occurred_time,
    strict_time(earliest, $day_first, $zone) as earliest_time,
    strict_time(latest, $day_first, $zone) as latest_time,
    strict_time(reported, $day_first, $zone) as reported_time,
    strict_number(x, $decimal_comma) as x,
    strict_number(y, $decimal_comma) as y,
    if(rest is null, null, cast(hash(rest) >> 1 as bigint)) as rest_hash
from raw_rows
order by row_number asc
