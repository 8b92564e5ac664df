-- Lines of a text table whose columns do not fit its header, each once.
--
-- reads: reject_errors(line, csv_line, error_type, error_message)
-- gives: line, csv_line?, reason

select
    line,
    any_value(trim(csv_line, chr(10) || chr(13))) as csv_line,
    any_value(
        case error_type
            when 'MISSING COLUMNS' then 'has fewer columns than the header'
            when 'TOO MANY COLUMNS' then 'has more columns than the header'
            when 'UNQUOTED VALUE' then 'has a quotation mark that is not closed'
            when 'INVALID ENCODING' then 'has a byte that is not UTF-8'
            else 'cannot be read as a line of this table'
        end
    ) as reason
from reject_errors
group by line
order by line asc
