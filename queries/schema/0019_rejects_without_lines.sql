-- A rejected row keeps the cell that was wrong, and no line: what may be one goes from stores of
-- earlier versions, and long cells are cut.
-- Lines had no column; in a load of several sheets only that of the sheet, written januar!*.

update reject
set value = null
where value is not null and (column_name is null or ends_with(column_name, '!*'));

update reject
set value = left(value, 100) || '…'
where length(value) > 101;
