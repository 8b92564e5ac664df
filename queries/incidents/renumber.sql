-- Give a load's rows the numbers they have in the file, where lines before them were left out.
--
-- $load_id: the load
-- reads: left_out(rows_before), one row per line left out: how many good rows stand before it
-- changes: incident(row_number)

update incident
set
    row_number = row_number + (
        select count(*)
        from left_out
        where left_out.rows_before < incident.row_number
    )
where load_id = $load_id
