-- Rows of one text table below its header, every cell as text; lines that do not fit are kept
-- aside in reject_errors.
--
-- $path: the file, in UTF-8
-- $delimiter: what stands between two columns
-- $skip: how many lines stand above the data
-- $columns: the columns' names with their type, VARCHAR
-- reads: the file
-- gives: the columns named

select *
from read_csv(
    $path,
    delim = $delimiter,
    skip = $skip,
    columns = $columns,
    header = false,
    auto_detect = false,
    quote = '"',
    escape = '"',
    store_rejects = true
)
