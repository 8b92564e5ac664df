-- Give a load's rejects the numbers they have in the file, where lines before them were left out.
--
-- $load_id: the load
-- reads: left_out(rows_before), one row per line left out: how many good rows stand before it
-- changes: reject(row_number)

update reject
set
    row_number = row_number + (
        select count(*)
        from left_out
        where left_out.rows_before < reject.row_number
    )
where load_id = $load_id
