-- What a store may lack because an early form of a step made it: the step's number is there, a
-- part of it that was added to it later is not.

-- step 9 began without definitions of indicators
create table if not exists indicator_definition (
    load_id integer not null,
    row_number bigint not null,
    indicator text not null,
    better text not null check (better in ('lower', 'higher')),
    measure text not null check (measure in ('share', 'per_1000', 'points')),
    name_da text not null,
    name_en text not null,
    definition_da text,
    definition_en text,
    source text
);

-- step 3 began with answers that did not say what they answer: their load's figures do
alter table answer add column if not exists indicator text;
alter table answer add column if not exists year integer;
alter table answer add column if not exists edition integer;

update answer
set
    indicator = told.indicator,
    year = told.year,
    edition = told.edition
from (
    select
        load_id,
        min(indicator) as indicator,
        min(year) as year,
        min(edition) as edition
    from estimate
    group by load_id
    having
        min(indicator) = max(indicator)
        and min(year) = max(year)
        and min(edition) is not distinct from max(edition)
) as told
where answer.load_id = told.load_id and answer.indicator is null;

create or replace view active_answer as
select answer.*
from answer
inner join active_load on answer.load_id = active_load.load_id;

-- step 4 began without the series by its own name
insert into indicator (
    indicator, better, measure, name_da, name_en, series, definition_da, definition_en, asked_by
) values
(
    'anmeldelser_pr_1000', 'lower', 'per_1000',
    'Anmeldelser pr. 1.000 indbyggere', 'Reports per 1,000 residents', 'anmeldelser_pr_1000',
    'Anmeldelser pr. 1.000 indbyggere: borgervendt kriminalitet til og med 2023, alle '
    || 'straffelovsovertrædelser fra 2024.',
    'Reports per 1,000 residents: crime against citizens up to 2023, all offences against the '
    || 'penal code from 2024.',
    'police'
)
on conflict (indicator) do nothing;
