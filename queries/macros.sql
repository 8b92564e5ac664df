-- How text becomes a number or a time, strictly; what does not fit is null.

-- decimal_comma: 1.234,5 is 1234.5 and 12.34 is nothing; otherwise 1,234.5 and 12,34.
create or replace temp macro strict_number(cell, decimal_comma) as (
    case
        when decimal_comma and regexp_full_match(cell, '-?\d+(,\d+)?')
            then try_cast(replace(cell, ',', '.') as double)
        when decimal_comma and regexp_full_match(cell, '[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?')
            then try_cast(replace(replace(cell, '.', ''), ',', '.') as double)
        when not decimal_comma and regexp_full_match(cell, '-?\d+(\.\d+)?([eE][-+]?\d+)?')
            then try_cast(cell as double)
        when not decimal_comma and regexp_full_match(cell, '[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?')
            then try_cast(replace(cell, ',', '') as double)
    end
);

-- 31-12-2024, 31.12.2024 or 31/12/2024, with 23:59, 23.59, 23:59:59 or without.
create or replace temp macro day_first_time(cell) as (
    case
        when length(cell) = 16 and substr(cell, 3, 1) = '-' and substr(cell, 14, 1) = ':'
            then try_strptime(cell, '%d-%m-%Y %H:%M')
        when length(cell) <= 10
            then try_strptime(replace(replace(cell, '.', '-'), '/', '-'), '%d-%m-%Y')
        -- 23.3 may be 23:30 that lost its zero, and 22-23 is a range of hours
        when substr(cell, length(cell) - 1, 1) = '.' then null
        when regexp_matches(cell, '[ T].*[-/]') then null
        else try_strptime(
            replace(replace(cell, '.', '-'), '/', '-'),
            ['%d-%m-%Y %H:%M', '%d-%m-%Y %H:%M:%S', '%d-%m-%Y %H-%M', '%d-%m-%Y %H-%M-%S']
        )
    end
);

-- 2024-12-31, with 23:59, 23:59:59 or 23:59:59.999 after a blank or a T, or without.
create or replace temp macro iso_time(cell) as (
    case
        when length(cell) <= 10 then try_strptime(cell, '%Y-%m-%d')
        when length(cell) <= 16 then try_strptime(replace(cell, 'T', ' '), '%Y-%m-%d %H:%M')
        else try_strptime(
            replace(cell, 'T', ' '), ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M:%S.%f']
        )
    end
);

-- What is known of a time to the year, month or ISO week only: 2024, 2024-03, 03.2024, 2024-W10,
-- uge 10 2024; null for all else.
create or replace temp macro coarse_kind(cell) as (
    case
        when length(cell) > 13 then null
        when regexp_full_match(cell, '\d{4}') then 'year'
        when regexp_full_match(cell, '\d{4}-\d{1,2}|\d{1,2}[-./]\d{4}') then 'month'
        when regexp_full_match(cell, '\d{4}-?[Ww]\d{1,2}|([Uu]ge|[Ww]eek) \d{1,2},? \d{4}')
            then 'week'
    end
);

create or replace temp macro coarse_time(cell) as (
    case coarse_kind(cell)
        when 'year' then try_strptime(cell || '-01-01', '%Y-%m-%d')
        when 'month'
            then try_strptime(
                regexp_extract(cell, '\d{4}')
                || '-' || regexp_extract(regexp_replace(cell, '\d{4}', ''), '\d+') || '-01',
                '%Y-%m-%d'
            )
        when 'week'
            then try_strptime(
                regexp_extract(cell, '\d{4}') || '-'
                || lpad(regexp_extract(regexp_replace(cell, '\d{4}', ''), '\d+'), 2, '0') || '-1',
                '%G-%V-%u'
            )
    end
);

-- A wall-clock time in the zone; a time that carries its offset is brought there. -09:00 is one
-- behind seconds and a T, or behind a fraction; elsewhere it may be the end of a range. Dates
-- with dots or hyphens that begin with the day are read so everywhere; with strokes only where
-- said.
create or replace temp macro strict_time(cell, day_first, zone) as (
    case
        when substr(cell, 5, 1) != '-'
            then if(day_first or not contains(cell, '/'), day_first_time(cell), null)
        when length(cell) <= 16 then iso_time(cell)
        when
            regexp_full_match(
                cell,
                '.{10}(T\d\d:\d\d|[ T]\d\d:\d\d:\d\d(\.\d+)?)'
                || '(Z|\+(0\d|1[0-3]):?(00|15|30|45)|\+14:?00|-((0\d|1[0-2])00|0[2349]30))'
                || '|.{10}(T\d\d:\d\d:\d\d(\.\d+)?| \d\d:\d\d:\d\d\.\d+)'
                || '-((0\d|1[0-2]):00|0[2349]:30)'
            )
            then timezone(zone, try_cast(cell as timestamptz))
        else iso_time(cell)
    end
);
