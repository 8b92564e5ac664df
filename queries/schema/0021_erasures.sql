-- What was erased because its retention had ended: how much of which load, never what it was.

-- before: the day before which incidents had occurred; source: null where of all sources.
-- cells_erased: of rows that were turned away, whose number and reason stay.
create table if not exists erasure (
    load_id integer not null,
    before date not null,
    source text,
    erased_at_utc timestamp not null,
    erased_by text not null,
    rows_erased bigint not null,
    cells_erased bigint not null
);
