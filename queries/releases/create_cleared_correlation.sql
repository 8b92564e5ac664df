-- Make the table of how the figures of two groups go together, which only the store has that
-- releases are made from.
--
-- first_group, second_group: in the order of their names. correlation: of the two shares in an
-- area, from the answers of one sample, which are not in this store; rounded down to hundredths.
--
-- changes: cleared_correlation

create table if not exists cleared_correlation (
    first_group text not null,
    second_group text not null,
    area_code text not null,
    load_id integer not null,
    indicator text not null,
    year integer not null,
    part text not null,
    edition integer,
    correlation double not null
)
