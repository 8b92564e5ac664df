-- What every load stored, as a number of rows and a checksum, so that a row that is lost, added or
-- changed behind the program's back is noticed.

-- load_id: of a row of incident_area the load of its set; 0 where rows belong to no load.
-- slice: incident_key >> 15 of incidents and their places, so that a part of a great table can be
-- verified by itself; 0 elsewhere.
-- checksum: the exclusive or of the hashes of the rows, in whatever order they lie.
-- The row whose table_name is '' has the hash of a fixed text: another version of DuckDB may hash
-- otherwise, and says another there.
create table if not exists checksum (
    table_name text not null,
    load_id integer not null,
    slice integer not null,
    n_rows bigint not null,
    checksum ubigint not null
);
