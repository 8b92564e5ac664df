-- Rows of an incident extract as they can be stored, or with the reason why not.
--
-- A row with reject_reason cannot be stored: it names the first field that does not fit.
--
-- $decimal_comma: whether numbers are written 1.234,5
-- $day_first: whether dates are written 31-12-2024
-- reads: read_rows(row_number, id, occurred, earliest, latest, reported, x, y, category,
--        occurred_time, earliest_time, latest_time, reported_time, x_number, y_number),
--        category_codes(code, category)
-- gives: row_number, incident_id, occurred_from, occurred_to, occurred_on, time_precision,
--        reported, category, x, y, reject_field, reject_value, reject_reason

with timed as (
    select
        *,
        length(occurred) < 11 as whole_day,
        coalesce(earliest_time, if(latest_time is null, occurred_time, null)) as occurred_from,
        case
            when latest_time is not null then latest_time
            when earliest_time is not null then null
            when length(occurred) < 11 then occurred_time + interval 1 day
            else occurred_time
        end as occurred_to
    from read_rows
),

judged as (
    select
        *,
        case
            when id is null then 'id'
            when occurred_time is null and occurred is not null then 'occurred'
            when earliest_time is null and earliest is not null then 'earliest'
            when latest_time is null and latest is not null then 'latest'
            when reported_time is null and reported is not null then 'reported'
            when occurred_from is null and occurred_to is null then 'occurred'
            when occurred_to < occurred_from then 'latest'
            when year(coalesce(occurred_from, occurred_to)) not between 1950 and 2100
                then 'occurred'
            when x_number is null and (x is not null or y is not null) then 'x'
            when y_number is null and (x is not null or y is not null) then 'y'
        end as reject_field
    from timed
)

select
    judged.row_number,
    judged.id as incident_id,
    judged.occurred_from,
    judged.occurred_to,
    cast(coalesce(judged.occurred_from, judged.occurred_to) as date) as occurred_on,
    case
        when judged.occurred_from is null then 'open_start'
        when judged.occurred_to is null then 'open_end'
        when judged.earliest_time is null and judged.latest_time is null
            then if(judged.whole_day, 'day', 'moment')
        when judged.occurred_from = judged.occurred_to then 'moment'
        else 'span'
    end as time_precision,
    judged.reported_time as reported,
    coalesce(category_codes.category, judged.category) as category,
    judged.x_number as x,
    judged.y_number as y,
    judged.reject_field,
    case judged.reject_field
        when 'id' then judged.id
        when 'occurred' then judged.occurred
        when 'earliest' then judged.earliest
        when 'latest' then judged.latest
        when 'reported' then judged.reported
        when 'x' then judged.x
        when 'y' then judged.y
    end as reject_value,
    case
        when judged.reject_field is null then null
        when judged.reject_field = 'id' then 'is missing'
        when judged.reject_field = 'x' and judged.x is null then 'is missing where y is there'
        when judged.reject_field = 'y' and judged.y is null then 'is missing where x is there'
        when judged.reject_field in ('x', 'y') and $decimal_comma
            then 'is not a number written with a decimal comma (724.512,25)'
        when judged.reject_field in ('x', 'y')
            then 'is not a number written with a decimal point (724512.25)'
        when
            judged.reject_field = 'occurred'
            and judged.occurred is null
            and judged.occurred_from is null
            and judged.occurred_to is null
            then 'is missing'
        when judged.reject_field = 'latest' and judged.latest_time is not null
            then 'is before the earliest time'
        when $day_first then 'is no date that exists, day first (31-12-2024 23:59)'
        else 'is no date that exists, year first (2024-12-31 23:59)'
    end as reject_reason
from judged
left join category_codes on lower(judged.category) = lower(category_codes.code)
order by judged.row_number asc
