-- Take their slots from area sets that were replaced.
--
-- reads: load
-- changes: area_set(slot)

update area_set
set slot = null
where
    slot is not null
    and load_id in (
        select load.load_id
        from load
        where load.superseded_by is not null
    )
