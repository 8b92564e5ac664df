-- Rows of an incident extract as they can be stored, or with the reason why not.
--
-- A row with reject_reason cannot be stored: it is the key of what is said against the first field
-- that does not fit.
--
-- $decimal_comma: whether numbers are written 1.234,5
-- reads: read_rows(row_number, has_left_out, has_id, has_occurred, has_earliest, has_latest,
--        has_reported, has_x, has_y, whole_day, has_only_days, has_last_day, coarse,
--        occurred_time, earliest_time, latest_time, reported_time, x, y)
-- gives: row_number, occurred_from?, occurred_to?, occurred_on?, time_precision, reported?, x?,
--        y?, reject_field?, reject_reason?

-- A span between two dates, or from the first to the last minute of the days, is known to the
-- year, month, week or day where it is exactly one; it then ends when the next begins. A latest
-- time that is a day without a clock is the end of that day: the next midnight.

with ends as (
    select
        *,
        case
            when has_last_day or strftime(latest_time, '%H:%M') = '23:59'
                then date_trunc('day', latest_time) + interval 1 day
            else latest_time
        end as next_time
    from read_rows
),

periods as (
    select
        *,
        case
            when coarse is not null then coarse
            when earliest_time is null or latest_time is null then null
            when earliest_time != date_trunc('day', earliest_time) then null
            when
                earliest_time = date_trunc('year', earliest_time)
                and next_time = earliest_time + interval 1 year
                then 'year'
            when
                earliest_time = date_trunc('month', earliest_time)
                and next_time = earliest_time + interval 1 month
                then 'month'
            when
                earliest_time = date_trunc('week', earliest_time)
                and next_time = earliest_time + interval 7 day
                then 'week'
            when has_only_days and earliest_time = latest_time then 'day'
        end as known_to
    from ends
),

timed as (
    select
        *,
        coalesce(earliest_time, if(latest_time is null, occurred_time, null)) as occurred_from,
        case
            when (known_to is not null or has_last_day) and latest_time is not null then next_time
            when latest_time is not null then latest_time
            when earliest_time is not null then null
            when known_to = 'year' then occurred_time + interval 1 year
            when known_to = 'month' then occurred_time + interval 1 month
            when known_to = 'week' then occurred_time + interval 7 day
            when whole_day then occurred_time + interval 1 day
            else occurred_time
        end as occurred_to
    from periods
),

judged as (
    select
        *,
        case
            when has_left_out then 'left_out'
            when not has_id then 'id'
            when occurred_time is null and has_occurred then 'occurred'
            when earliest_time is null and has_earliest then 'earliest'
            when latest_time is null and has_latest then 'latest'
            when reported_time is null and has_reported then 'reported'
            when occurred_from is null and occurred_to is null then 'occurred'
            when occurred_to < occurred_from then 'latest'
            when year(coalesce(occurred_from, occurred_to)) not between 1950 and 2100
                then 'occurred'
            when x is null and (has_x or has_y) then 'x'
            when y is null and (has_x or has_y) then 'y'
        end as reject_field
    from timed
)

select
    row_number,
    occurred_from,
    occurred_to,
    cast(coalesce(occurred_from, latest_time) as date) as occurred_on,
    case
        when occurred_from is null then 'open_start'
        when occurred_to is null then 'open_end'
        when known_to is not null then known_to
        when earliest_time is null and latest_time is null and whole_day then 'day'
        when earliest_time is null and latest_time is null then 'moment'
        when occurred_from = occurred_to then 'moment'
        else 'span'
    end as time_precision,
    reported_time as reported,
    x,
    y,
    reject_field,
    case
        when reject_field is null then null
        when reject_field = 'left_out' then 'left_out'
        when reject_field = 'id' then 'missing'
        when reject_field = 'x' and not has_x then 'x_missing'
        when reject_field = 'y' and not has_y then 'y_missing'
        when reject_field in ('x', 'y') and $decimal_comma
            then 'no_comma_number'
        when reject_field in ('x', 'y')
            then 'no_point_number'
        when
            reject_field = 'occurred'
            and not has_occurred
            and occurred_from is null
            and occurred_to is null
            then 'missing'
        when reject_field = 'latest' and latest_time is not null
            then 'before_earliest'
        when occurred_from is not null or occurred_to is not null
            then 'far_date'
        else 'unknown_date'
    end as reject_reason
from judged
order by row_number asc
