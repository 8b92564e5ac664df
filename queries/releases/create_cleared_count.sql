-- Make the table that only a store has which releases are made from: counts as classes.
--
-- It is no numbered step: an ordinary store never has it, and that it is there is what tells the
-- two apart.
-- category: '' is all of them together. group_key: '' is everybody. period: such as 2024-Q1.
-- n_low, n_high: the counts of the class. figure: what is printed of it, null under k.
-- printed: whether the count may be printed, or is there for the swings of earlier years alone.
--
-- changes: cleared_count

create table if not exists cleared_count (
    set_name text not null,
    area_code text not null,
    category text not null,
    group_key text not null,
    period text not null,
    n_low bigint not null,
    n_high bigint not null,
    figure bigint,
    printed boolean not null,
    primary key (set_name, area_code, category, group_key, period)
)
