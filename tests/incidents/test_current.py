"""Which rows count is kept with each row, and is what the views of before said of all of them."""

import random

import duckdb
import pytest

from tests.small_city import City

# As the view `active_incident` was until the step 22: reckoned anew by each question.
OF_BEFORE = """
with versions as (
    select incident.*, coalesce(active_load.rows_are, 'incidents') as rows_are
    from incident
    inner join active_load on incident.load_id = active_load.load_id
),
contested_ids as (
    select distinct source, rows_are, incident_id from versions where contested
),
last_versions as (
    select source, rows_are, incident_id, max(version) as last_version
    from versions
    inner join contested_ids using (source, rows_are, incident_id)
    group by all
)
select versions.incident_key
from versions
left join last_versions using (source, rows_are, incident_id)
where last_version is null or version = last_version
order by all
"""
NOW = "select incident_key from active_incident order by all"
KINDS = ("incidents", "offences", "victims")
SOURCES = ("politi", "vagt")


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def counting(city, query=NOW):
    with duckdb.connect(str(city.store), read_only=True) as con:
        return [key for (key,) in con.execute(query).fetchall()]


def load(city, rows, *options, source="politi", kind="incidents"):
    """Load rows written as id;day;category, at a place of the id; return the load's number."""
    lines = [f"{row};{720_100 + int(row.split(';')[0][1:]) % 900};6170100" for row in rows]
    path = city.write("h.csv", "\n".join(["id;dato;kategori;x;y", *lines]) + "\n")
    city.run("load", "incidents", path, "--source", source, "--rows", kind,
             "--crs", "EPSG:25832", *options)  # fmt: skip
    return max(row["load"] for row in city.ask("status")["rows"])


def ids(city):
    """Return the id, day and category of the rows that count."""
    with duckdb.connect(str(city.store), read_only=True) as con:
        return con.execute(
            "select incident_id, occurred_on::text, category from active_incident order by all"
        ).fetchall()


def test_a_corrected_row_counts_no_more_and_comes_back_with_its_correction_replaced(city):
    """The correction of A1 is replaced by an extract that says nothing of it."""
    load(city, ["A1;2020-01-01;vold", "A2;2020-01-02;vold"])
    correction = load(city, ["A1;2020-03-01;vold"])
    assert ids(city) == [("A1", "2020-03-01", "vold"), ("A2", "2020-01-02", "vold")]
    load(city, ["A3;2020-04-01;vold"], "--replace", correction)
    assert [day for _, day, _ in ids(city)] == ["2020-01-01", "2020-01-02", "2020-04-01"]
    assert counting(city) == counting(city, OF_BEFORE)


def test_one_kind_of_rows_corrects_no_other(city):
    """Victims of a case stand beside the offences of it, and other sources beside both."""
    load(city, ["A1;2020-01-01;vold"], kind="offences")
    load(city, ["A1;2020-02-01;vold", "A1;2020-02-01;trusler"], kind="victims")
    load(city, ["A1;2020-03-01;vold"], source="vagt")
    assert len(ids(city)) == 4
    load(city, ["A1;2020-04-01;vold"], kind="victims")
    assert [day[:7] for _, day, _ in ids(city)] == ["2020-01", "2020-03", "2020-04"]
    assert counting(city) == counting(city, OF_BEFORE)


def test_the_case_that_is_erased_takes_all_its_versions_along(city):
    """Moved before the day by its correction, it does not count again as it was."""
    load(city, ["A1;2020-05-01;vold", "A2;2020-05-02;vold"])
    load(city, ["A1;2012-01-01;vold"])
    city.run("forget", "--before", "2013-01-01", "--yes")
    assert [name for name, _, _ in ids(city)] == ["A2"]
    assert counting(city) == counting(city, OF_BEFORE)


@pytest.mark.part(1)
@pytest.mark.parametrize("seed", range(5))
def test_the_rows_that_count_are_those_of_before(city, seed):
    """After every load, replacement and erasure of a history drawn at random."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    loads: list[tuple[int, str, str]] = []
    for _ in range(9):
        step(city, rng, loads)
        assert counting(city) == counting(city, OF_BEFORE)
    with duckdb.connect(str(city.store), read_only=True) as con:
        ((n_rows, n_old),) = con.execute(
            "select count(*), count(*) filter (where not is_current) from incident"
        ).fetchall()
    assert 0 < n_old < n_rows


def step(city, rng, loads):
    """Load rows, often of ids that are there; replace an earlier load now and then, or forget."""
    if loads and rng.random() < 0.15:
        before = rng.choice(["2016-01-01", "2018-01-01"])
        city.run("forget", "--before", before, "--source", rng.choice(SOURCES), "--yes")
        return
    source, kind, options = rng.choice(SOURCES), rng.choice(KINDS), []
    if loads and rng.random() < 0.3:
        number, source, kind = loads.pop(rng.randrange(len(loads)))
        options = ["--replace", number]
    rows = [f"A{rng.randrange(12)};20{rng.randrange(15, 25)}-0{rng.randrange(1, 9)}-11;"
            f"{rng.choice(['vold', 'tyveri'])}" for _ in range(rng.randrange(1, 12))]  # fmt: skip
    loads.append((load(city, rows, *options, source=source, kind=kind), source, kind))
