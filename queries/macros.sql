-- How text becomes a number or a time, strictly; what does not fit is null.

-- decimal_comma: 1.234,5 is 1234.5 and 12.34 is nothing; otherwise 1,234.5 and 12,34.
create or replace temp macro strict_number(cell, decimal_comma) as (
    case
        when decimal_comma and regexp_full_match(cell, '-?\d+(,\d+)?')
            then try_cast(replace(cell, ',', '.') as double)
        when decimal_comma and regexp_full_match(cell, '[-+]?\d{1,3}(\.\d{3})+(,\d+)?')
            then try_cast(replace(replace(cell, '.', ''), ',', '.') as double)
        when not decimal_comma and regexp_full_match(cell, '-?\d+(\.\d+)?([eE][-+]?\d+)?')
            then try_cast(cell as double)
        when not decimal_comma and regexp_full_match(cell, '[-+]?\d{1,3}(,\d{3})+(\.\d+)?')
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

-- A wall-clock time in the zone; a time that carries its offset is brought there.
create or replace temp macro strict_time(cell, day_first, zone) as (
    case
        when substr(cell, 5, 1) != '-' then if(day_first, day_first_time(cell), null)
        when length(cell) > 16 and regexp_full_match(cell, '.*:.*(Z|[-+]\d\d:?\d\d)')
            then timezone(zone, try_cast(cell as timestamptz))
        else iso_time(cell)
    end
);
