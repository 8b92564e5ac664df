-- Store answers of a survey: where, what and with what weight, and nothing else of a person.
--
-- $load_id: the load they came with
-- $set_name: the set their areas belong to
-- reads: new_answers(row_number, area_code, indicator, year, part, group_key, edition,
--        yes, weight, stratum, cluster, stratum_size)
-- changes: answer

insert into answer (
    load_id, row_number, set_name, area_code, indicator, year, part, group_key, edition, yes,
    weight, stratum, cluster, stratum_size
)
select
    $load_id,
    row_number,
    $set_name,
    area_code,
    indicator,
    year,
    part,
    group_key,
    edition,
    yes,
    weight,
    stratum,
    cluster,
    stratum_size
from new_answers
